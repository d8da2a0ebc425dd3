using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>The objects of a detection data set, each cut out as a picture of its own: to pretrain a backbone on one's own boxes.</summary>
/// <remarks>Left out are objects that are difficult or crowds, and those of less than 8 pixels either way.</remarks>
public sealed class ObjectCropDataset : IDetectionDataset
{
    private const int LeastSide = 8;

    private readonly IDetectionDataset _source;
    private readonly (int Picture, int Number, PixelWindow Window, LabeledBox Object)[] _crops;

    /// <summary>Lists the objects; pictures are read later.</summary>
    /// <param name="source">The pictures with their boxes.</param>
    /// <param name="margin">What is left around an object on each side, as a fraction of its width or height; from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is below 0.</exception>
    /// <exception cref="InvalidDataException">No object is left.</exception>
    public ObjectCropDataset(IDetectionDataset source, float margin = 0.1f)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        _source = source;
        _crops = [.. Enumerable.Range(0, source.Count).SelectMany(picture => CropsOf(picture, margin))];
        if (_crops.Length == 0)
            throw new InvalidDataException($"None of the {source.Count} pictures has an object of {LeastSide}x{LeastSide} pixels or more; there is nothing to learn to tell apart.");
    }

    /// <inheritdoc/>
    public ClassNames Classes => _source.Classes;

    /// <inheritdoc/>
    public int Count => _crops.Length;

    /// <inheritdoc/>
    public Annotation GetAnnotation(int index)
    {
        var crop = At(index);
        return new($"{_source.GetAnnotation(crop.Picture).Name}, object {crop.Number}", crop.Window.Size, [crop.Object]);
    }

    /// <inheritdoc/>
    public Picture ReadPicture(int index)
    {
        var crop = At(index);
        return crop.Window.CutFrom(_source.ReadPicture(crop.Picture));
    }

    private IEnumerable<(int Picture, int Number, PixelWindow Window, LabeledBox Object)> CropsOf(int picture, float margin)
    {
        var annotation = _source.GetAnnotation(picture);
        foreach (var (number, labeled) in annotation.Boxes.Index())
        {
            var (box, bare) = (labeled.Box, PixelWindow.Around(labeled.Box, annotation.Size));
            if (labeled.Difficult || labeled.Crowd || Math.Min(bare.Size.Width, bare.Size.Height) < LeastSide)
                continue;
            var wide = box with { Width = box.Width * (1 + 2 * margin), Height = box.Height * (1 + 2 * margin) };
            yield return (picture, number + 1, PixelWindow.Around(wide, annotation.Size), new LabeledBox(new Box(0.5f, 0.5f, 1, 1), labeled.ClassId));
        }
    }

    private (int Picture, int Number, PixelWindow Window, LabeledBox Object) At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _crops[index];
    }
}
