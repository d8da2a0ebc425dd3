using YoloV1.Geometry;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>The objects of a detection data set, each cut out as a picture of its own: to pretrain a backbone on one's own boxes.</summary>
/// <remarks>Left out are objects that are difficult or crowds, and those of less than 8 pixels either way.</remarks>
public sealed class ObjectCropDataset : IDetectionDataset
{
    private const int LeastSide = 8;
    private const int Tries = 20;
    private const float MostOfAnObject = 0.15f;

    private readonly IDetectionDataset _source;
    private readonly Crop[] _crops;

    /// <summary>Lists the objects; pictures are read later.</summary>
    /// <param name="source">The pictures with their boxes.</param>
    /// <param name="margin">What is left around an object on each side, as a fraction of its width or height; from 0 on.</param>
    /// <param name="backgrounds">
    /// Windows with little of any object that are added as a class of their own, the last one: their number as a fraction of the objects'; 0 for no such
    /// class. They are as large as objects, and fewer where the pictures have no room for them.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The margin or the fraction is below 0.</exception>
    /// <exception cref="InvalidDataException">No object is left.</exception>
    public ObjectCropDataset(IDetectionDataset source, float margin = 0.1f, float backgrounds = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        ArgumentOutOfRangeException.ThrowIfNegative(backgrounds);
        _source = source;
        Classes = backgrounds > 0 ? new([.. source.Classes, "(background)"]) : source.Classes;
        Crop[] objects = [.. Enumerable.Range(0, source.Count).SelectMany(picture => ObjectsOf(picture, margin))];
        if (objects.Length == 0)
            throw new InvalidDataException($"None of the {source.Count} pictures has an object of {LeastSide}x{LeastSide} pixels or more; there is nothing to learn to tell apart.");
        UsualSide = objects.Select(crop => MathF.Sqrt(crop.Seen.Width * crop.Seen.Height)).Order().ElementAt(objects.Length / 2);
        _crops = [.. objects, .. BackgroundsLike(objects, (int)Math.Ceiling(backgrounds * objects.Length))];
    }

    /// <inheritdoc/>
    public ClassNames Classes { get; }

    /// <inheritdoc/>
    public int Count => _crops.Length;

    /// <summary>The median side of what is cut out, margins included, as a fraction of the picture's: the root of width times height.</summary>
    public float UsualSide { get; }

    /// <inheritdoc/>
    public Annotation GetAnnotation(int index)
    {
        var crop = At(index);
        return new($"{_source.GetAnnotation(crop.Picture).Name}, {crop.Name}", crop.Window.Size, [new(new Box(0.5f, 0.5f, 1, 1), crop.ClassId)]);
    }

    /// <inheritdoc/>
    public Picture ReadPicture(int index)
    {
        var crop = At(index);
        return crop.Window.CutFrom(_source.ReadPicture(crop.Picture));
    }

    private IEnumerable<Crop> ObjectsOf(int picture, float margin)
    {
        var annotation = _source.GetAnnotation(picture);
        foreach (var (number, labeled) in annotation.Boxes.Index())
        {
            var (box, bare) = (labeled.Box, PixelWindow.Around(labeled.Box, annotation.Size));
            if (labeled.Difficult || labeled.Crowd || Math.Min(bare.Size.Width, bare.Size.Height) < LeastSide)
                continue;
            var wide = box with { Width = box.Width * (1 + 2 * margin), Height = box.Height * (1 + 2 * margin) };
            yield return new(picture, $"object {number + 1}", wide, PixelWindow.Around(wide, annotation.Size), labeled.ClassId);
        }
    }

    /// <summary>Windows where there is nothing, each on the picture of an object and as large as its crop; always the same ones.</summary>
    private IEnumerable<Crop> BackgroundsLike(Crop[] objects, int count)
    {
        var random = Seeds.RandomFor(0);
        for (var (tries, found) = (0, 0); found < count && tries < count * Tries; tries++)
        {
            var like = objects[random.Next(objects.Length)];
            var annotation = _source.GetAnnotation(like.Picture);
            var (width, height) = (Math.Min(like.Seen.Width, 1), Math.Min(like.Seen.Height, 1));
            var window = new Box(width / 2 + (1 - width) * random.NextSingle(), height / 2 + (1 - height) * random.NextSingle(), width, height);
            if (!annotation.Boxes.All(labeled => Iou.Intersection(labeled.Box, window) < MostOfAnObject * Math.Min(labeled.Box.Area, window.Area)))
                continue;
            found++;
            yield return new(like.Picture, $"background {found}", window, PixelWindow.Around(window, annotation.Size), _source.Classes.Count);
        }
    }

    private Crop At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _crops[index];
    }

    /// <summary>What is cut out of a picture.</summary>
    private readonly record struct Crop(int Picture, string Name, Box Seen, PixelWindow Window, int ClassId);
}
