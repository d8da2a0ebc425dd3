using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Cli.Runs;

/// <summary>Images side by side in rows, as one image.</summary>
internal static class ContactSheet
{
    private const int Gap = 4;

    /// <summary>As many columns as rows, or one more; each image is fitted into its tile without distortion, on grey.</summary>
    /// <param name="images">One or more.</param>
    /// <param name="tile">The side of a tile in pixels, 1 or more.</param>
    /// <exception cref="ArgumentException">There are no images, or a tile has no pixels.</exception>
    public static RgbImage Draw(IReadOnlyList<RgbImage> images, int tile = 320)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(tile, 1);
        if (images.Count == 0)
            throw new ArgumentException("A sheet of no images has no pixels.", nameof(images));
        var columns = (int)Math.Ceiling(Math.Sqrt(images.Count));
        var rows = (images.Count + columns - 1) / columns;
        using var sheet = new RgbImage(new ImageSize(columns * (tile + Gap) - Gap, rows * (tile + Gap) - Gap)).ToBitmap();
        using var canvas = new SKCanvas(sheet);
        canvas.Clear(SKColors.Gray);
        foreach (var (index, image) in images.Index())
        {
            var (left, top) = (index % columns * (tile + Gap), index / columns * (tile + Gap));
            using var bitmap = image.ToBitmap();
            using var tileImage = SKImage.FromBitmap(bitmap);
            var sampling = new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
            canvas.DrawImage(tileImage, TileOf(image.Size, left, top, tile), sampling);
        }
        canvas.Flush();
        return sheet.ToImage();
    }

    private static SKRect TileOf(ImageSize size, int left, int top, int tile)
    {
        var scale = (float)tile / Math.Max(size.Width, size.Height);
        var (width, height) = (size.Width * scale, size.Height * scale);
        return SKRect.Create(left + (tile - width) / 2, top + (tile - height) / 2, width, height);
    }
}
