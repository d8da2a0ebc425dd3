using YoloV1.Imaging;

namespace YoloV1.Benchmarks.Parts;

/// <summary>Bilinear sampling pixel by pixel, as its formula has it.</summary>
internal static class PlainResampling
{
    /// <summary>The colour at a place in pixels, half-pixel centres, the edges repeated.</summary>
    public static float At(RgbImage image, double x, double y, int channel)
    {
        var (width, height) = image.Size;
        (x, y) = (Math.Clamp(x - 0.5, 0, width - 1), Math.Clamp(y - 0.5, 0, height - 1));
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, width - 1), Math.Min(top + 1, height - 1));
        var (across, down) = (x - left, y - top);
        double Color(int column, int row) => image.Rgb[(row * width + column) * RgbImage.Channels + channel];
        return (float)((Color(left, top) * (1 - across) + Color(right, top) * across) * (1 - down)
            + (Color(left, bottom) * (1 - across) + Color(right, bottom) * across) * down);
    }
}
