using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A rectangle of whole pixels within a picture.</summary>
internal readonly record struct PixelWindow(int Left, int Top, ImageSize Size)
{
    /// <summary>The pixels nearest to a box, within the picture; one at least.</summary>
    public static PixelWindow Around(Box box, ImageSize picture)
    {
        var (x1, y1, x2, y2) = box.Clip().ToPixels(picture);
        var (left, top) = (Math.Clamp((int)MathF.Round(x1), 0, picture.Width - 1), Math.Clamp((int)MathF.Round(y1), 0, picture.Height - 1));
        var (right, bottom) = (Math.Clamp((int)MathF.Round(x2), left + 1, picture.Width), Math.Clamp((int)MathF.Round(y2), top + 1, picture.Height));
        return new(left, top, new ImageSize(right - left, bottom - top));
    }

    /// <summary>A copy of these pixels.</summary>
    public Picture CutFrom(Picture picture)
    {
        var cut = new Picture(Size);
        var (row, stride) = (Size.Width * Picture.Channels, picture.Size.Width * Picture.Channels);
        for (var y = 0; y < Size.Height; y++)
            picture.Rgb.AsSpan((Top + y) * stride + Left * Picture.Channels, row).CopyTo(cut.Rgb.AsSpan(y * row));
        return cut;
    }
}
