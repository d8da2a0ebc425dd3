using System.Runtime.InteropServices;
using SkiaSharp;

namespace YoloV1.Imaging;

/// <summary>Pictures to and from SkiaSharp's bitmaps, whose pixels have a fourth byte.</summary>
internal static class SkiaPixels
{
    private static readonly SKColorType Rgba = SKColorType.Rgba8888;

    /// <summary>A copy as an opaque bitmap, which the caller disposes.</summary>
    public static SKBitmap ToBitmap(this Picture picture)
    {
        var bitmap = new SKBitmap(new SKImageInfo(picture.Size.Width, picture.Size.Height, Rgba, SKAlphaType.Opaque));
        var pixels = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        var rgb = picture.Rgb;
        for (int i = 0, from = 0; i < pixels.Length; i++, from += Picture.Channels)
            pixels[i] = 0xFF000000u | (uint)rgb[from + 2] << 16 | (uint)rgb[from + 1] << 8 | rgb[from];
        return bitmap;
    }

    /// <summary>A copy of an opaque bitmap that <see cref="ToBitmap"/> made.</summary>
    public static Picture ToPicture(this SKBitmap bitmap)
    {
        var picture = new Picture(new ImageSize(bitmap.Width, bitmap.Height));
        var pixels = bitmap.GetPixelSpan();
        var rgb = picture.Rgb;
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += Picture.Channels)
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (pixels[from], pixels[from + 1], pixels[from + 2]);
        return picture;
    }
}
