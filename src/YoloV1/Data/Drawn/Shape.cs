using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>The classes of <see cref="ShapesDataset"/>.</summary>
internal enum ShapeKind
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A rectangle, not always with equal sides.</summary>
    Square,

    /// <summary>An isosceles triangle on its base or on its tip.</summary>
    Triangle,
}

/// <summary>A filled shape, in pixels.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="X">Centre of its bounding rectangle.</param>
/// <param name="Y">Centre of its bounding rectangle.</param>
/// <param name="HalfWidth">Half the width of its bounding rectangle.</param>
/// <param name="HalfHeight">Half the height of its bounding rectangle.</param>
/// <param name="Inverted">Whether a triangle stands on its tip.</param>
internal readonly record struct Shape(ShapeKind Kind, float X, float Y, float HalfWidth, float HalfHeight, bool Inverted)
{
    /// <summary>A random shape that lies inside an image and spans 15 to 45 hundredths of its shorter side.</summary>
    public static Shape Draw(Random random, ImageSize size)
    {
        var kind = (ShapeKind)random.Next(3);
        var half = Math.Min(size.Width, size.Height) * (0.075f + 0.15f * random.NextSingle());
        var proportion = 0.75f + 0.25f * random.NextSingle();
        var (halfWidth, halfHeight) = (half, half);
        if (kind != ShapeKind.Circle)
            (halfWidth, halfHeight) = random.Next(2) == 0 ? (half, half * proportion) : (half * proportion, half);
        var x = halfWidth + (size.Width - 2 * halfWidth) * random.NextSingle();
        var y = halfHeight + (size.Height - 2 * halfHeight) * random.NextSingle();
        return new(kind, x, y, halfWidth, halfHeight, random.Next(2) == 0);
    }

    /// <summary>The bounding rectangle as a box of an image.</summary>
    public Box Bounds(ImageSize size) => Box.FromPixels(X - HalfWidth, Y - HalfHeight, X + HalfWidth, Y + HalfHeight, size);

    /// <summary>Whether the bounding rectangles have less than two pixels between them.</summary>
    public bool Touches(Shape other) =>
        Math.Abs(X - other.X) < HalfWidth + other.HalfWidth + 2 && Math.Abs(Y - other.Y) < HalfHeight + other.HalfHeight + 2;

    /// <summary>Paints the shape in one colour with smooth edges.</summary>
    public void Paint(RgbImage image, (byte Red, byte Green, byte Blue) color)
    {
        var (width, height) = image.Size;
        var (firstColumn, lastColumn) = (Math.Max(0, (int)(X - HalfWidth) - 1), Math.Min(width - 1, (int)(X + HalfWidth) + 1));
        var (firstRow, lastRow) = (Math.Max(0, (int)(Y - HalfHeight) - 1), Math.Min(height - 1, (int)(Y + HalfHeight) + 1));
        for (var row = firstRow; row <= lastRow; row++)
            for (var column = firstColumn; column <= lastColumn; column++)
            {
                // A pixel is covered in full from half a pixel inside the edge, and not at all from half a pixel outside.
                var cover = Math.Clamp(0.5f - DistanceOutside(column + 0.5f - X, row + 0.5f - Y), 0, 1);
                var pixel = image.Rgb.AsSpan((row * width + column) * RgbImage.Channels, RgbImage.Channels);
                pixel[0] = Blend(pixel[0], color.Red, cover);
                pixel[1] = Blend(pixel[1], color.Green, cover);
                pixel[2] = Blend(pixel[2], color.Blue, cover);
            }
    }

    /// <summary>How far a point, seen from the centre, lies outside the edge; negative inside.</summary>
    private float DistanceOutside(float x, float y)
    {
        var beside = Math.Abs(x) - HalfWidth;
        var above = Math.Abs(y) - HalfHeight;
        return Kind switch
        {
            ShapeKind.Circle => MathF.Sqrt(x * x + y * y) - HalfWidth,
            ShapeKind.Square => Math.Max(beside, above),
            _ => Math.Max(above, DistanceFromSlope(Math.Abs(x), Inverted ? -y : y)),
        };
    }

    /// <summary>The distance from an upright triangle's side, from the tip (0, -HalfHeight) to (HalfWidth, HalfHeight).</summary>
    private float DistanceFromSlope(float x, float y)
    {
        var (run, fall) = (HalfWidth, 2 * HalfHeight);
        return (fall * x - run * (y + HalfHeight)) / MathF.Sqrt(run * run + fall * fall);
    }

    private static byte Blend(byte under, byte over, float cover) => (byte)(under + (over - under) * cover + 0.5f);
}
