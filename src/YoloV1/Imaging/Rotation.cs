namespace YoloV1.Imaging;

/// <summary>A turn around an image's middle, clockwise as one sees it.</summary>
internal readonly record struct Rotation
{
    private readonly float _cos;
    private readonly float _sin;

    /// <summary>A turn by an angle.</summary>
    public Rotation(float radians) => (Radians, _sin, _cos) = (radians, MathF.Sin(radians), MathF.Cos(radians));

    /// <summary>No turn.</summary>
    public static Rotation None { get; } = new(0);

    /// <summary>The angle.</summary>
    public float Radians { get; }

    /// <summary>The pixel of an image that is seen in a place of the turned one, both from the middle of the first pixel on.</summary>
    public (float X, float Y) SourceOf(float x, float y, ImageSize image)
    {
        var (middleX, middleY) = ((image.Width - 1) / 2f, (image.Height - 1) / 2f);
        var (right, down) = (x - middleX, y - middleY);
        return (middleX + _cos * right + _sin * down, middleY + _cos * down - _sin * right);
    }

    /// <summary>The upright box around a box that is turned with an image.</summary>
    public Box Around(Box box, ImageSize image)
    {
        var (width, height) = (box.Width * image.Width, box.Height * image.Height);
        var (right, down) = ((box.CenterX - 0.5f) * image.Width, (box.CenterY - 0.5f) * image.Height);
        return new Box(
            0.5f + (_cos * right - _sin * down) / image.Width,
            0.5f + (_sin * right + _cos * down) / image.Height,
            (MathF.Abs(_cos) * width + MathF.Abs(_sin) * height) / image.Width,
            (MathF.Abs(_sin) * width + MathF.Abs(_cos) * height) / image.Height);
    }
}
