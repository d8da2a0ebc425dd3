using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Drawing;

/// <summary>Images in another size, to be drawn on: lines and letters keep theirs.</summary>
internal static class FittedImage
{
    /// <summary>A copy whose longer side has so many pixels, in the same proportions.</summary>
    public static RgbImage Of(RgbImage image, int longestSide)
    {
        var part = (double)longestSide / Math.Max(image.Size.Width, image.Size.Height);
        using var bitmap = image.ToBitmap();
        using var pixels = SKImage.FromBitmap(bitmap);
        var size = new ImageSize(Side(image.Size.Width), Side(image.Size.Height));
        using var fitted = new RgbImage(size).ToBitmap();
        using var canvas = new SKCanvas(fitted);
        canvas.DrawImage(
            pixels, SKRect.Create(size.Width, size.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        return fitted.ToImage();

        int Side(int before) => Math.Max(1, (int)Math.Round(before * part));
    }
}
