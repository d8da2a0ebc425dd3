using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>The part of a picture that becomes the whole of another: its edges as fractions, which may lie outside.</summary>
/// <remarks>Mirrored left to right where <paramref name="Left"/> is more than <paramref name="Right"/>.</remarks>
internal readonly record struct CropWindow(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Samples this part of a picture at the output's size.</summary>
    public Resampler Over(Picture picture, ImageSize output)
    {
        var (width, height) = picture.Size;
        return new(
            picture,
            new AxisSamples(width, (double)Left * width, (double)Right * width, output.Width),
            new AxisSamples(height, (double)Top * height, (double)Bottom * height, output.Height));
    }

    /// <summary>Where a box of the picture lies on the other one; not clipped.</summary>
    public Box Map(Box box)
    {
        var (x1, x2) = ((box.Left - Left) / (Right - Left), (box.Right - Left) / (Right - Left));
        var (y1, y2) = ((box.Top - Top) / (Bottom - Top), (box.Bottom - Top) / (Bottom - Top));
        return Box.FromCorners(Math.Min(x1, x2), y1, Math.Max(x1, x2), y2);
    }
}
