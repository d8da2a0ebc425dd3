using SkiaSharp;

namespace YoloV1.Imaging;

/// <summary>Turns pixels as a camera stored them into an image as it should be seen.</summary>
internal static class Upright
{
    /// <summary>The size of the upright image: an orientation of a quarter turn swaps width and height.</summary>
    public static ImageSize SizeOf(ImageSize stored, SKEncodedOrigin origin) =>
        origin >= SKEncodedOrigin.LeftTop ? new(stored.Height, stored.Width) : stored;

    /// <summary>The upright image of a stored one; the same image if there is nothing to rotate.</summary>
    public static RgbImage Turn(RgbImage stored, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
            return stored;
        var image = RgbImage.Unwritten(SizeOf(stored.Size, origin));
        var (first, right, down) = Walk(stored.Size, origin);
        var to = image.Rgb.AsSpan();
        for (var y = 0; y < image.Size.Height; y++)
        {
            var from = first + y * down;
            for (var x = 0; x < image.Size.Width; x++, from += right, to = to[RgbImage.Channels..])
                stored.Rgb.AsSpan(from * RgbImage.Channels, RgbImage.Channels).CopyTo(to);
        }
        return image;
    }

    /// <summary>An image turned by a quarter of the circle, clockwise.</summary>
    public static RgbImage TurnClockwise(RgbImage image) => Turn(image, SKEncodedOrigin.RightTop);

    /// <summary>Where the upright image starts among the stored pixels, and their steps for one to the right and one down.</summary>
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
}
