using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Drawing;

/// <summary>Pictures side by side in rows, as one picture.</summary>
public static class ContactSheet
{
    private const int Gap = 4;

    /// <summary>As many columns as rows, or one more; each picture is fitted into its tile without distortion, on grey.</summary>
    /// <param name="pictures">One or more.</param>
    /// <param name="tile">The side of a tile in pixels, 1 or more.</param>
    /// <exception cref="ArgumentException">There are no pictures, or a tile has no pixels.</exception>
    public static Picture Draw(IReadOnlyList<Picture> pictures, int tile = 320)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentOutOfRangeException.ThrowIfLessThan(tile, 1);
        if (pictures.Count == 0)
            throw new ArgumentException("A sheet of no pictures has no pixels.", nameof(pictures));
        var columns = (int)Math.Ceiling(Math.Sqrt(pictures.Count));
        var rows = (pictures.Count + columns - 1) / columns;
        using var sheet = new Picture(new ImageSize(columns * (tile + Gap) - Gap, rows * (tile + Gap) - Gap)).ToBitmap();
        using var canvas = new SKCanvas(sheet);
        canvas.Clear(SKColors.Gray);
        foreach (var (place, picture) in pictures.Index())
        {
            using var bitmap = picture.ToBitmap();
            using var image = SKImage.FromBitmap(bitmap);
            canvas.DrawImage(image, TileOf(picture.Size, place % columns * (tile + Gap), place / columns * (tile + Gap), tile), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }
        canvas.Flush();
        return sheet.ToPicture();
    }

    private static SKRect TileOf(ImageSize size, int left, int top, int tile)
    {
        var scale = (float)tile / Math.Max(size.Width, size.Height);
        var (width, height) = (size.Width * scale, size.Height * scale);
        return SKRect.Create(left + (tile - width) / 2, top + (tile - height) / 2, width, height);
    }
}
