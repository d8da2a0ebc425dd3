using SkiaSharp;
using YoloV1.Drawing;
using YoloV1.Imaging;

namespace YoloV1.Cli.Runs;

/// <summary>Images side by side in rows, as one image.</summary>
internal static class ContactSheet
{
    /// <summary>The side of a tile in pixels.</summary>
    public const int Tile = 320;

    private const int Gap = 6;
    private const float LetterSize = 16;
    private static readonly SKColor Paper = new(0xF6, 0xF6, 0xF6);
    private static readonly SKColor Shade = SKColors.Black.WithAlpha(170);

    /// <summary>
    /// About as many columns as rows, so that few tiles stay empty; each image is fitted into its tile without distortion.
    /// </summary>
    /// <param name="images">One or more, each with an optional text.</param>
    /// <param name="tile">The side of a tile in pixels, 1 or more.</param>
    /// <exception cref="ArgumentException">There are no images, or a tile has no pixels.</exception>
    public static RgbImage Draw(IReadOnlyList<(RgbImage Image, string Note)> images, int tile = Tile)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(tile, 1);
        if (images.Count == 0)
            throw new ArgumentException("A sheet needs at least one image.", nameof(images));
        var columns = ColumnsFor(images.Count);
        var rows = (images.Count + columns - 1) / columns;
        using var sheet = new RgbImage(new ImageSize(columns * (tile + Gap) - Gap, rows * (tile + Gap) - Gap)).ToBitmap();
        using var canvas = new SKCanvas(sheet);
        using var letters = new Lettering(LetterSize);
        canvas.Clear(Paper);
        foreach (var (index, (image, note)) in images.Index())
        {
            var (row, column) = Math.DivRem(index, columns);
            // A last row that is not full is centred.
            var free = row == rows - 1 ? columns * rows - images.Count : 0;
            var place = TileOf(image.Size, column * (tile + Gap) + free * (tile + Gap) / 2, row * (tile + Gap), tile);
            using var bitmap = image.ToBitmap();
            using var pixels = SKImage.FromBitmap(bitmap);
            canvas.DrawImage(pixels, place, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            if (note.Length > 0)
                DrawNote(canvas, letters, note, place);
        }
        canvas.Flush();
        return sheet.ToImage();
    }

    private static int ColumnsFor(int count)
    {
        var columns = (int)Math.Ceiling(Math.Sqrt(count));
        return FreeIn(columns + 1) < FreeIn(columns) ? columns + 1 : columns;

        int FreeIn(int wide) => (wide - count % wide) % wide;
    }

    private static void DrawNote(SKCanvas canvas, Lettering letters, string note, SKRect place)
    {
        var margin = letters.CapHeight / 2;
        using var ground = new SKPaint { Color = Shade };
        canvas.DrawRect(SKRect.Create(place.Left, place.Top, letters.WidthOf(note) + 2 * margin, letters.CapHeight + 2 * margin), ground);
        letters.Draw(canvas, note, place.Left + margin, place.Top + margin + letters.CapHeight, SKColors.White);
    }

    private static SKRect TileOf(ImageSize size, int left, int top, int tile)
    {
        var scale = (float)tile / Math.Max(size.Width, size.Height);
        var (width, height) = (size.Width * scale, size.Height * scale);
        return SKRect.Create(left + (tile - width) / 2, top + (tile - height) / 2, width, height);
    }
}
