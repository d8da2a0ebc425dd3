using System.Runtime.InteropServices;
using SkiaSharp;
using YoloV1.Kernels;

namespace YoloV1.Imaging;

/// <summary>Images to and from SkiaSharp's bitmaps, whose pixels have a fourth byte.</summary>
internal static class SkiaPixels
{
    private static readonly SKColorType Rgba = SKColorType.Rgba8888;

    /// <summary>A copy as an opaque bitmap, which the caller disposes.</summary>
    public static SKBitmap ToBitmap(this RgbImage image)
    {
        var bitmap = new SKBitmap(new SKImageInfo(image.Size.Width, image.Size.Height, Rgba, SKAlphaType.Opaque));
        var pixels = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        var rgb = image.Rgb;
        for (int i = 0, from = 0; i < pixels.Length; i++, from += RgbImage.Channels)
            pixels[i] = 0xFF000000u | (uint)rgb[from + 2] << 16 | (uint)rgb[from + 1] << 8 | rgb[from];
        return bitmap;
    }

    /// <summary>A copy of an opaque bitmap that <see cref="ToBitmap"/> made.</summary>
    public static RgbImage ToImage(this SKBitmap bitmap) => ToImage(bitmap.GetPixelSpan(), new(bitmap.Width, bitmap.Height), opaque: true);

    /// <summary>RGBA pixels, not premultiplied, as an image; transparent ones over white.</summary>
    /// <param name="rgba">Height * width * 4 bytes.</param>
    /// <param name="size">Width and height.</param>
    /// <param name="opaque">Whether none is transparent.</param>
    public static RgbImage ToImage(ReadOnlySpan<byte> rgba, ImageSize size, bool opaque)
    {
        var image = RgbImage.Unwritten(size);
        if (opaque)
            RgbaKernel.DropAlpha(rgba, image.Rgb);
        else
            LayOverWhite(rgba, image.Rgb);
        return image;
    }

    private static void LayOverWhite(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += RgbImage.Channels)
        {
            var alpha = rgba[from + 3];
            for (var channel = 0; channel < RgbImage.Channels; channel++)
                rgb[to + channel] = OverWhite(rgba[from + channel], alpha);
        }
    }

    private static byte OverWhite(int value, int alpha) => (byte)((value * alpha + 255 * (255 - alpha) + 127) / 255);
}
