using SkiaSharp;

namespace YoloV1.Drawing;

/// <summary>Draws frames and their labels on a part of a canvas.</summary>
internal static class BoxPainter
{
    private static readonly SKColor Shade = SKColors.Black.WithAlpha(150);

    /// <summary>The rectangle of a box in pixels, drawn in by half a line where the image ends.</summary>
    public static SKRect FrameOf(Box box, ImageSize size, float pen)
    {
        var (x1, y1, x2, y2) = box.Clip().ToPixels(size);
        var half = pen / 2;
        return new(Math.Max(x1, half), Math.Max(y1, half), Math.Min(x2, size.Width - half), Math.Min(y2, size.Height - half));
    }

    /// <summary>Draws boxes on the first <paramref name="size"/> pixels of the canvas, the last ones on top.</summary>
    public static void Draw(SKCanvas canvas, ImageSize size, DrawingScale scale, IReadOnlyList<DrawnBox> boxes)
    {
        foreach (var box in boxes)
            DrawFrame(canvas, box, box.IsFaint ? scale.Pen * 0.6f : scale.Pen);
        using var letters = new Lettering(TextSizeOf(boxes, size, scale.Text));
        var layout = new LabelLayout(size, [.. boxes.Select(box => box.Frame)]);
        // The last is on top, and its label gets the best place.
        var labels = Enumerable.Range(0, boxes.Count).Reverse()
            .Select(i => (Box: boxes[i], Place: layout.Place(i, LabelSizeOf(letters, boxes[i].Text)))).ToList();
        foreach (var (box, place) in Enumerable.Reverse(labels))
            DrawLabel(canvas, letters, box, place);
    }

    private static void DrawFrame(SKCanvas canvas, DrawnBox box, float pen)
    {
        // A dark edge on both sides lets a light line be seen on a light image.
        var width = pen + 2 * Math.Max(0.9f, pen * 0.3f);
        using var paint = new SKPaint { Color = Shade, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width };
        canvas.DrawRect(box.Frame, paint);
        (paint.Color, paint.StrokeWidth) = (box.Color, pen);
        canvas.DrawRect(box.Frame, paint);
    }

    private static void DrawLabel(SKCanvas canvas, Lettering letters, DrawnBox box, SKRect place)
    {
        var corner = letters.CapHeight / 4;
        using var ground = new SKPaint { Color = box.Color, IsAntialias = true };
        canvas.DrawRoundRect(place, corner, corner, ground);
        using var edge = new SKPaint { Color = Shade, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        canvas.DrawRoundRect(SKRect.Inflate(place, -0.5f, -0.5f), corner, corner, edge);
        letters.Draw(canvas, box.Text, place.Left + Margin(letters), place.MidY + letters.CapHeight / 2, Palette.TextOn(box.Color));
    }

    /// <summary>The wanted size, or less where the longest label would be wider than the image.</summary>
    private static float TextSizeOf(IReadOnlyList<DrawnBox> boxes, ImageSize size, float wanted)
    {
        using var letters = new Lettering(wanted);
        var widest = boxes.Select(box => LabelSizeOf(letters, box.Text).Width).DefaultIfEmpty(0).Max();
        return widest <= size.Width ? wanted : wanted * size.Width / widest;
    }

    private static SKSize LabelSizeOf(Lettering letters, string text) =>
        new(letters.WidthOf(text) + 2 * Margin(letters), letters.CapHeight + 2 * Margin(letters));

    private static float Margin(Lettering letters) => letters.CapHeight * 0.5f;
}
