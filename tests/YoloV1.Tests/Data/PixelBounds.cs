using YoloV1.Imaging;

namespace YoloV1.Tests.Data;

/// <summary>The edges of what is bright on an image.</summary>
internal static class PixelBounds
{
    /// <summary>The bounding rectangle of the pixels with a red of at least this much; without extent when there is none.</summary>
    public static (int X1, int Y1, int X2, int Y2) Of(RgbImage image, int atLeast)
    {
        var (x1, y1, x2, y2) = (int.MaxValue, int.MaxValue, 0, 0);
        for (var i = 0; i < image.Rgb.Length / 3; i++)
        {
            if (image.Rgb[3 * i] < atLeast)
                continue;
            var (x, y) = (i % image.Size.Width, i / image.Size.Width);
            (x1, y1, x2, y2) = (Math.Min(x1, x), Math.Min(y1, y), Math.Max(x2, x + 1), Math.Max(y2, y + 1));
        }
        return (x1, y1, x2, y2);
    }
}
