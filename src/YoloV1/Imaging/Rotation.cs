namespace YoloV1.Imaging;

/// <summary>A turn around a picture's middle, clockwise as one sees it.</summary>
internal readonly struct Rotation
{
    private readonly float _cos;
    private readonly float _sin;

    /// <summary>A turn by an angle.</summary>
    public Rotation(float radians) => (_sin, _cos) = MathF.SinCos(radians);

    /// <summary>The picture turned, of the same size; beyond its edges they are repeated.</summary>
    public Picture Of(Picture picture)
    {
        var turned = new Picture(picture.Size);
        var (width, height) = picture.Size;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                // From the middles of pixels to the picture's middle, and back.
                var (right, down) = (x - (width - 1) / 2f, y - (height - 1) / 2f);
                Sample(picture, (width - 1) / 2f + _cos * right + _sin * down, (height - 1) / 2f + _cos * down - _sin * right, turned.Rgb.AsSpan((y * width + x) * Picture.Channels));
            }
        }
        return turned;
    }

    /// <summary>The upright box around a box that is turned with a picture.</summary>
    public Box Around(Box box, ImageSize picture)
    {
        var (width, height) = (box.Width * picture.Width, box.Height * picture.Height);
        var (right, down) = ((box.CenterX - 0.5f) * picture.Width, (box.CenterY - 0.5f) * picture.Height);
        return new Box(
            0.5f + (_cos * right - _sin * down) / picture.Width,
            0.5f + (_sin * right + _cos * down) / picture.Height,
            (MathF.Abs(_cos) * width + MathF.Abs(_sin) * height) / picture.Width,
            (MathF.Abs(_sin) * width + MathF.Abs(_cos) * height) / picture.Height);
    }

    /// <summary>The colours between four pixels.</summary>
    private static void Sample(Picture picture, float x, float y, Span<byte> rgb)
    {
        var (width, height) = picture.Size;
        (x, y) = (Math.Clamp(x, 0, width - 1), Math.Clamp(y, 0, height - 1));
        var (left, top) = ((int)x, (int)y);
        var (toRight, toBelow) = (left + 1 < width ? Picture.Channels : 0, top + 1 < height ? width * Picture.Channels : 0);
        var (across, down) = (x - left, y - top);
        var from = picture.Rgb.AsSpan((top * width + left) * Picture.Channels);
        for (var c = 0; c < Picture.Channels; c++)
        {
            var above = from[c] + (from[c + toRight] - from[c]) * across;
            var below = from[c + toBelow] + (from[c + toBelow + toRight] - from[c + toBelow]) * across;
            rgb[c] = (byte)(above + (below - above) * down + 0.5f);
        }
    }
}
