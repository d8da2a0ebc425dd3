using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A rectangle of whole pixels, in a picture or partly beyond its edges.</summary>
internal readonly record struct PixelWindow(int Left, int Top, ImageSize Size)
{
    /// <summary>The pixels nearest to a box; one at least.</summary>
    public static PixelWindow Around(Box box, ImageSize picture)
    {
        var (x1, y1, x2, y2) = box.ToPixels(picture);
        var (left, top) = ((int)MathF.Round(x1), (int)MathF.Round(y1));
        return new(left, top, new ImageSize(Math.Max(1, (int)MathF.Round(x2) - left), Math.Max(1, (int)MathF.Round(y2) - top)));
    }

    /// <summary>A copy of these pixels; beyond the picture's edges they are repeated.</summary>
    public Picture CutFrom(Picture picture)
    {
        var cut = new Picture(Size);
        for (var y = 0; y < Size.Height; y++)
        {
            var row = picture.Rgb.AsSpan(Math.Clamp(Top + y, 0, picture.Size.Height - 1) * picture.Size.Width * Picture.Channels, picture.Size.Width * Picture.Channels);
            for (var x = 0; x < Size.Width; x++)
                row.Slice(Math.Clamp(Left + x, 0, picture.Size.Width - 1) * Picture.Channels, Picture.Channels).CopyTo(cut.Rgb.AsSpan((y * Size.Width + x) * Picture.Channels));
        }
        return cut;
    }
}
