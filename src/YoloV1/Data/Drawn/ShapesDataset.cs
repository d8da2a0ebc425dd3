using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Circles, squares and triangles on textured backgrounds, drawn by code: a data set that needs no files.</summary>
/// <remarks>An image has one to three shapes that do not touch. Equal seeds and sizes give equal images on every machine.</remarks>
public sealed class ShapesDataset : IDetectionDataset
{
    private const int MaxShapes = 3;
    private const int Attempts = 20;

    private readonly int _seed;
    private readonly ImageSize _size;

    /// <summary>A data set of <paramref name="count"/> images.</summary>
    /// <param name="count">The number of images, at least 1.</param>
    /// <param name="seed">Other seeds give other images: one for training, another for validation.</param>
    /// <param name="size">Width and height, each at least 32; null for 224x224.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count or the size is too small.</exception>
    public ShapesDataset(int count, int seed, ImageSize? size = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (Count, _seed, _size) = (count, seed, size ?? ImageSize.Square(224));
        if (_size.Width < 32 || _size.Height < 32)
            throw new ArgumentOutOfRangeException(nameof(size), _size, "Shapes cannot be recognized below 32x32 pixels.");
    }

    /// <summary>circle, square and triangle.</summary>
    public ClassNames Classes { get; } = new(Enum.GetNames<ShapeKind>().Select(name => name.ToLowerInvariant()));

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public Annotation GetAnnotation(int index)
    {
        var boxes = Scene(index).Shapes.Select(shape => new LabeledBox(shape.Bounds(_size), (int)shape.Kind));
        return new($"shapes {_seed}/{index}", _size, [.. boxes]);
    }

    /// <inheritdoc/>
    public RgbImage ReadImage(int index)
    {
        var (shapes, colors) = Scene(index);
        var image = new RgbImage(_size);
        colors.PaintBackground(image);
        for (var i = 0; i < shapes.Count; i++)
            shapes[i].Paint(image, colors.Shapes[i]);
        return image;
    }

    private (List<Shape> Shapes, ShapeColors Colors) Scene(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var random = Seeds.RandomFor(_seed, index);
        var shapes = new List<Shape>();
        var wanted = random.Next(1, MaxShapes + 1);
        for (var attempt = 0; attempt < Attempts && shapes.Count < wanted; attempt++)
        {
            var shape = Shape.Draw(random, _size);
            if (!shapes.Exists(shape.Touches))
                shapes.Add(shape);
        }
        return (shapes, ShapeColors.Draw(random, shapes.Count));
    }
}
