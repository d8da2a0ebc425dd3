using System.Runtime.Intrinsics;
using SkiaSharp;

namespace YoloV1.Imaging;

/// <summary>Turns pixels as a camera stored them into a picture as it should be seen.</summary>
internal static class Upright
{
    /// <summary>The size of the upright picture: an orientation of a quarter turn swaps width and height.</summary>
    public static ImageSize SizeOf(ImageSize stored, SKEncodedOrigin origin) =>
        origin >= SKEncodedOrigin.LeftTop ? new(stored.Height, stored.Width) : stored;

    /// <summary>The upright RGB picture of stored RGBA pixels (not premultiplied), transparent ones over white.</summary>
    public static Picture FromRgba(ReadOnlySpan<byte> rgba, ImageSize stored, SKEncodedOrigin origin, bool opaque)
    {
        var picture = new Picture(SizeOf(stored, origin));
        if (opaque && origin == SKEncodedOrigin.TopLeft)
        {
            DropAlpha(rgba, picture.Rgb);
            return picture;
        }
        var (first, right, down) = Walk(stored, origin);
        var to = picture.Rgb.AsSpan();
        for (var y = 0; y < picture.Size.Height; y++)
        {
            var from = first + y * down;
            for (var x = 0; x < picture.Size.Width; x++, from += right, to = to[Picture.Channels..])
            {
                var pixel = rgba.Slice(from * 4, 4);
                (to[0], to[1], to[2]) = (OverWhite(pixel[0], pixel[3]), OverWhite(pixel[1], pixel[3]), OverWhite(pixel[2], pixel[3]));
            }
        }
        return picture;
    }

    /// <summary>Copies RGBA to RGB, four pixels at a time: a camera's upright JPEG, the usual picture.</summary>
    private static void DropAlpha(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        var order = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15);
        var (from, to) = (0, 0);
        // Sixteen bytes are written where twelve are meant; the next four pixels write over the rest.
        for (; to <= rgb.Length - Vector128<byte>.Count; from += Vector128<byte>.Count, to += 4 * Picture.Channels)
            Vector128.Shuffle(Vector128.Create(rgba[from..]), order).CopyTo(rgb[to..]);
        for (; to < rgb.Length; from += 4, to += Picture.Channels)
            rgba.Slice(from, Picture.Channels).CopyTo(rgb[to..]);
    }

    /// <summary>Where the upright picture starts among the stored pixels, and their steps for one to the right and one down.</summary>
    private static (int First, int Right, int Down) Walk(ImageSize stored, SKEncodedOrigin origin)
    {
        var (width, last) = (stored.Width, stored.Width * stored.Height - 1);
        var (topRight, bottomLeft) = (width - 1, last - (width - 1));
        return origin switch
        {
            SKEncodedOrigin.TopRight => (topRight, -1, width),
            SKEncodedOrigin.BottomRight => (last, -1, -width),
            SKEncodedOrigin.BottomLeft => (bottomLeft, 1, -width),
            SKEncodedOrigin.LeftTop => (0, width, 1),
            SKEncodedOrigin.RightTop => (bottomLeft, -width, 1),
            SKEncodedOrigin.RightBottom => (last, -width, -1),
            SKEncodedOrigin.LeftBottom => (topRight, width, -1),
            _ => (0, 1, width),
        };
    }

    private static byte OverWhite(int value, int alpha) =>
        alpha == 255 ? (byte)value : (byte)((value * alpha + 255 * (255 - alpha) + 127) / 255);
}
