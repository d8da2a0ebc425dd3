using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Some of the images of a data set.</summary>
public sealed class DatasetPart : IDetectionDataset
{
    private readonly IDetectionDataset _whole;
    private readonly int[] _indices;

    /// <summary>The images with the given indices, in that order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the data set.</exception>
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

    /// <summary>The indices of its images in the whole.</summary>
    internal IReadOnlyList<int> Indices => _indices;

    /// <inheritdoc/>
    public ClassNames Classes => _whole.Classes;

    /// <inheritdoc/>
    public int Count => _indices.Length;

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
