using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Some of the images of a data set.</summary>
public sealed class DatasetPart : IDetectionDataset
{
    private readonly IDetectionDataset _whole;
    private readonly int[] _indices;

    /// <summary>The images with the given numbers, in that order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not one of the data set's.</exception>
    public DatasetPart(IDetectionDataset whole, IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(whole);
        (_whole, _indices) = (whole, [.. indices]);
        foreach (var index in _indices)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, whole.Count, nameof(indices));
        }
    }

    /// <inheritdoc/>
    public ClassNames Classes => _whole.Classes;

    /// <inheritdoc/>
    public int Count => _indices.Length;

    /// <summary>Holds a random part of a data set out of the training, to measure on.</summary>
    /// <param name="dataset">Two images or more.</param>
    /// <param name="heldOut">The fraction that is held out, over 0 and under 1; one image at least goes to each side.</param>
    /// <param name="seed">Equal seeds hold out the same images.</param>
    /// <exception cref="ArgumentException">There are fewer than two images, or the fraction is outside its bounds.</exception>
    public static (DatasetPart Training, DatasetPart HeldOut) Split(IDetectionDataset dataset, double heldOut, int seed)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (heldOut is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(heldOut), heldOut, $"The part held out is {heldOut}; it lies between 0 and 1.");
        if (dataset.Count < 2)
            throw new ArgumentException($"Of {dataset.Count} images none can be held out; add some.", nameof(dataset));
        int[] order = [.. Enumerable.Range(0, dataset.Count)];
        Seeds.RandomFor(seed).Shuffle(order);
        var count = Math.Clamp((int)Math.Round(heldOut * dataset.Count), 1, dataset.Count - 1);
        return (new(dataset, order[count..].Order()), new(dataset, order[..count].Order()));
    }

    /// <inheritdoc/>
    public Annotation GetAnnotation(int index) => _whole.GetAnnotation(At(index));

    /// <inheritdoc/>
    public RgbImage ReadImage(int index) => _whole.ReadImage(At(index));

    private int At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _indices[index];
    }
}
