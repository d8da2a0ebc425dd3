using SkiaSharp;

namespace YoloV1.Imaging;

/// <summary>Turns pixels as a camera stored them into a picture as it should be seen.</summary>
internal static class Upright
{
    /// <summary>The size of the upright picture: an orientation of a quarter turn swaps width and height.</summary>
    public static ImageSize SizeOf(ImageSize stored, SKEncodedOrigin origin) =>
        origin >= SKEncodedOrigin.LeftTop ? new(stored.Height, stored.Width) : stored;

    /// <summary>The upright picture of a stored one, which is itself where there is nothing to turn.</summary>
    public static Picture Turn(Picture stored, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
            return stored;
        var picture = Picture.Unwritten(SizeOf(stored.Size, origin));
        var (first, right, down) = Walk(stored.Size, origin);
        var to = picture.Rgb.AsSpan();
        for (var y = 0; y < picture.Size.Height; y++)
        {
            var from = first + y * down;
            for (var x = 0; x < picture.Size.Width; x++, from += right, to = to[Picture.Channels..])
                stored.Rgb.AsSpan(from * Picture.Channels, Picture.Channels).CopyTo(to);
        }
        return picture;
    }

    /// <summary>A picture turned by a quarter of the circle, clockwise.</summary>
    public static Picture TurnClockwise(Picture picture) => Turn(picture, SKEncodedOrigin.RightTop);

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
}
