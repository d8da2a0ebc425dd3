using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A rectangle of whole pixels, in an image or partly beyond its edges.</summary>
internal readonly record struct PixelWindow(int Left, int Top, ImageSize Size)
{
    /// <summary>The pixels nearest to a box; one at least.</summary>
    public static PixelWindow Around(Box box, ImageSize image)
    {
        var (x1, y1, x2, y2) = box.ToPixels(image);
        var (left, top) = ((int)MathF.Round(x1), (int)MathF.Round(y1));
        return new(left, top, new ImageSize(Math.Max(1, (int)MathF.Round(x2) - left), Math.Max(1, (int)MathF.Round(y2) - top)));
    }

    /// <summary>A copy of these pixels; beyond the image's edges they are repeated.</summary>
    public RgbImage CutFrom(RgbImage image)
    {
        var cut = new RgbImage(Size);
        for (var y = 0; y < Size.Height; y++)
        {
            var row = image.Rgb.AsSpan(
                Math.Clamp(Top + y, 0, image.Size.Height - 1) * image.Size.Width * RgbImage.Channels, image.Size.Width * RgbImage.Channels);
            for (var x = 0; x < Size.Width; x++)
                row.Slice(Math.Clamp(Left + x, 0, image.Size.Width - 1) * RgbImage.Channels, RgbImage.Channels)
                    .CopyTo(cut.Rgb.AsSpan((y * Size.Width + x) * RgbImage.Channels));
        }
        return cut;
    }
}
