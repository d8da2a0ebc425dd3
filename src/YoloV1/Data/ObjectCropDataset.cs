using YoloV1.Files;
using YoloV1.Geometry;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>The objects of a detection data set, each cut out as an image of its own: to pretrain a backbone on one's own boxes.</summary>
/// <remarks>
/// Crops have the proportions of the image, so that an object is stretched as in the detector's input. Left out are objects
/// that are difficult, crowds, or smaller than 8 pixels in either direction.
/// </remarks>
public sealed class ObjectCropDataset : IDetectionDataset
{
    private const int LeastSide = 8;
    private const int Tries = 20;
    private const float MostOfAnObject = 0.15f;

    private readonly IDetectionDataset _source;
    private readonly float _surroundings;
    private readonly Crop[] _crops;

    /// <summary>Lists the objects; images are read later.</summary>
    /// <param name="source">The images with their boxes.</param>
    /// <param name="margin">
    /// The margin around an object on each side, as a fraction of its longer side as a detector sees it; at least 0.
    /// </param>
    /// <param name="backgrounds">
    /// Windows with little of any object that are added as a class of their own, the last one: their count as a fraction of the
    /// objects'; 0 for no such class. They are as large as objects, and fewer where the images have no room for them.
    /// </param>
    /// <param name="surroundings">
    /// How many times wider and higher the images are than that, for an augmentation that zooms in as much
    /// (<c>ScaleAndMove.Zoom</c>) to turn and to move in; from 1 on.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The margin or the fraction is below 0, or the surroundings are below 1.</exception>
    /// <exception cref="InvalidDataException">No object is left.</exception>
    public ObjectCropDataset(IDetectionDataset source, float margin = 0.1f, float backgrounds = 0, float surroundings = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        ArgumentOutOfRangeException.ThrowIfNegative(backgrounds);
        ArgumentOutOfRangeException.ThrowIfLessThan(surroundings, 1);
        (_source, _surroundings) = (source, surroundings);
        Classes = backgrounds > 0 ? new([.. source.Classes, "(background)"]) : source.Classes;
        Crop[] objects = [.. Enumerable.Range(0, source.Count).SelectMany(image => ObjectsOf(image, margin))];
        if (objects.Length == 0)
        {
            throw new InvalidDataException(
                $"None of the {source.Count} images has an object of {LeastSide}x{LeastSide} pixels or more; "
                + "there is nothing to classify.");
        }
        UsualSide = objects.Select(crop => crop.Seen.Width).Order().ElementAt(objects.Length / 2);
        _crops = [.. objects, .. BackgroundsLike(objects, 1 + 2 * margin, (int)Math.Ceiling(backgrounds * objects.Length))];
    }

    /// <inheritdoc/>
    public ClassNames Classes { get; }

    /// <inheritdoc/>
    public int Count => _crops.Length;

    /// <summary>The median side of the crops, with margins but without surroundings, as a fraction of the image side.</summary>
    public float UsualSide { get; }

    /// <inheritdoc/>
    public Annotation GetAnnotation(int index)
    {
        var crop = At(index);
        var image = _source.GetAnnotation(crop.Image);
        return new(
            $"{image.Name}, {crop.Name}",
            WindowOf(crop, image.Size).Size,
            [new(new Box(0.5f, 0.5f, 1 / _surroundings, 1 / _surroundings), crop.ClassId)]);
    }

    /// <inheritdoc/>
    public RgbImage ReadImage(int index)
    {
        var crop = At(index);
        return WindowOf(crop, _source.GetAnnotation(crop.Image).Size).CutFrom(_source.ReadImage(crop.Image));
    }

    private IEnumerable<Crop> ObjectsOf(int image, float margin)
    {
        var annotation = _source.GetAnnotation(image);
        foreach (var (number, labeled) in annotation.Boxes.Index())
        {
            var box = labeled.Box;
            var (x1, y1, x2, y2) = box.Clip().ToPixels(annotation.Size);
            if (labeled.Difficult || labeled.Crowd || Math.Min(x2 - x1, y2 - y1) < LeastSide)
                continue;
            var side = Math.Max(box.Width, box.Height) * (1 + 2 * margin);
            yield return new(image, $"object {number + 1}", Square(box, side), labeled.ClassId);
        }
    }

    /// <summary>
    /// Windows in whose middle there is nothing, each on the image of an object and as large as its crop; always the same ones.
    /// </summary>
    private IEnumerable<Crop> BackgroundsLike(Crop[] objects, float margins, int count)
    {
        var random = Seeds.RandomFor(0);
        for (var (tries, found) = (0, 0); found < count && tries < count * Tries; tries++)
        {
            var like = objects[random.Next(objects.Length)];
            var side = Math.Min(like.Seen.Width / margins, 1);
            var middle = new Box(side / 2 + (1 - side) * random.NextSingle(), side / 2 + (1 - side) * random.NextSingle(), side, side);
            if (_source.GetAnnotation(like.Image).Boxes.Any(labeled => Shows(middle, labeled.Box)))
                continue;
            found++;
            yield return new(like.Image, $"background {found}", Square(middle, side * margins), _source.Classes.Count);
        }
    }

    /// <summary>Whether a window has more than a little of an object in it.</summary>
    private static bool Shows(Box window, Box box) => Iou.Intersection(box, window) >= MostOfAnObject * Math.Min(box.Area, window.Area);

    private PixelWindow WindowOf(Crop crop, ImageSize image) =>
        PixelWindow.Around(Square(crop.Seen, crop.Seen.Width * _surroundings), image);

    /// <summary>A box around the middle of another one, as wide as high in the detector's input.</summary>
    private static Box Square(Box middle, float side) => middle with { Width = side, Height = side };

    private Crop At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _crops[index];
    }

    /// <summary>A crop of an image.</summary>
    private readonly record struct Crop(int Image, string Name, Box Seen, int ClassId);
}
