using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Drawing;

/// <summary>
/// Draws how an image is detected, like figure 2 of the paper: the grid, the class of each cell, all boxes, and the remaining detections.
/// </summary>
/// <example><code>
/// using var detector = Detector.Load("model.safetensors");
/// var image = ImageFile.Read("image.jpg");
/// ImageFile.WritePng(GridPainter.Draw(image, detector.Explain(image), detector.Classes), "explained.png");
/// </code></example>
public static class GridPainter
{
    private const int SmallestPanel = 448;
    private const int LargestPanel = 800;

    private static readonly SKColor Paper = new(0xF6, 0xF6, 0xF6);
    private static readonly SKColor Ink = new(0x20, 0x20, 0x20);
    private static readonly SKColor Line = SKColors.White.WithAlpha(200);
    private static readonly SKColor Shade = SKColors.Black.WithAlpha(120);

    /// <summary>Four panels, two by two, with a title each and the colours of the classes below.</summary>
    /// <remarks>
    /// <list type="number">
    /// <item>The grid; rows and columns are numbered from 0.</item>
    /// <item>The class map: each cell in the colour of its likeliest class, the stronger the more probable.</item>
    /// <item>All S x S x B boxes, wider with their confidence.</item>
    /// <item>What suppression leaves, with the cells that answer for it and the centres of the boxes.</item>
    /// </list>
    /// </remarks>
    /// <param name="image">The image; it is left as it is.</param>
    /// <param name="prediction">The prediction of the network.</param>
    /// <param name="classes">The names of the classes; one that is missing is drawn as "class 7".</param>
    public static RgbImage Draw(RgbImage image, GridPrediction prediction, ClassNames classes)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(classes);
        var panel = PanelOf(image.Size);
        var scale = DrawingScale.Of(panel);
        var (head, gap) = ((int)(2 * scale.Text), (int)scale.Text);
        var size = new SKImageInfo(
            2 * panel.Width + 3 * gap, 2 * (panel.Height + head) + gap + head, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var sheet = new SKBitmap(size);
        using var canvas = new SKCanvas(sheet);
        using var letters = new Lettering(scale.Text);
        using var source = image.ToBitmap();
        using var pixels = SKImage.FromBitmap(source);
        canvas.Clear(Paper);
        foreach (var (index, (title, draw)) in Panels(prediction, classes, panel, scale).Index())
        {
            canvas.Save();
            canvas.Translate(gap + index % 2 * (panel.Width + gap), index / 2 * (panel.Height + head));
            letters.Draw(canvas, $"{index + 1}  {title}", 0, head / 2f + letters.CapHeight / 2, Ink);
            canvas.Translate(0, head);
            canvas.ClipRect(SKRect.Create(panel.Width, panel.Height));
            var sampling = new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
            canvas.DrawImage(pixels, SKRect.Create(panel.Width, panel.Height), sampling);
            draw(canvas);
            canvas.Restore();
        }
        var width = size.Width - 2 * gap;
        DrawLegend(canvas, letters, prediction.Cells, classes, gap, size.Height - head / 2f - gap / 4f, width);
        canvas.Flush();
        return sheet.ToImage();
    }

    private static (string Title, Action<SKCanvas> Draw)[] Panels(
        GridPrediction prediction, ClassNames classes, ImageSize panel, DrawingScale scale)
    {
        var (grid, left) = (prediction.Grid, prediction.Detections.Count);
        return
        [
            ($"{grid.S} x {grid.S} grid", canvas => DrawGrid(canvas, grid.S, panel, scale)),
            ("Most likely class of each cell", canvas => DrawClassMap(canvas, prediction, panel)),
            ($"{grid.BoxCount} boxes, line width by confidence", canvas => DrawBoxes(canvas, prediction, panel, scale)),
            (left == 0 ? "No detections" : $"{left} left, and the responsible cells",
                canvas => DrawDetections(canvas, prediction, classes, panel, scale)),
        ];
    }

    /// <summary>The image scaled so that the panels are legible.</summary>
    private static ImageSize PanelOf(ImageSize image)
    {
        var longest = Math.Max(image.Width, image.Height);
        var part = (double)Math.Clamp(longest, SmallestPanel, LargestPanel) / longest;
        // A very narrow image still gets a panel that its title fits on.
        return new(Side(image.Width), Side(image.Height));

        int Side(int pixels) => Math.Max(SmallestPanel / 2, (int)Math.Round(pixels * part));
    }

    private static void DrawGrid(SKCanvas canvas, int cells, ImageSize panel, DrawingScale scale)
    {
        using var shade = new SKPaint { Color = Shade, StrokeWidth = scale.Pen + 1.5f };
        using var line = new SKPaint { Color = Line, StrokeWidth = scale.Pen / 2 };
        foreach (var paint in new[] { shade, line })
            for (var i = 1; i < cells; i++)
            {
                var (x, y) = (i * panel.Width / (float)cells, i * panel.Height / (float)cells);
                canvas.DrawLine(x, 0, x, panel.Height, paint);
                canvas.DrawLine(0, y, panel.Width, y, paint);
            }
        using var letters = new Lettering(Math.Min(scale.Text, 0.4f * Math.Min(panel.Width, panel.Height) / cells));
        for (var i = 0; i < cells; i++)
        {
            DrawNumber(canvas, letters, i, CellOf(0, i, cells, panel));
            if (i > 0)
                DrawNumber(canvas, letters, i, CellOf(i, 0, cells, panel));
        }
    }

    private static void DrawNumber(SKCanvas canvas, Lettering letters, int number, SKRect cell)
    {
        var text = FormattableString.Invariant($"{number}");
        var (width, height) = (letters.WidthOf(text) + letters.CapHeight, 1.8f * letters.CapHeight);
        using var ground = new SKPaint { Color = Shade, IsAntialias = true };
        var place = SKRect.Create(cell.MidX - width / 2, cell.MidY - height / 2, width, height);
        canvas.DrawRoundRect(place, height / 4, height / 4, ground);
        letters.Draw(canvas, text, cell.MidX - letters.WidthOf(text) / 2, cell.MidY + letters.CapHeight / 2, SKColors.White);
    }

    private static void DrawClassMap(SKCanvas canvas, GridPrediction prediction, ImageSize panel)
    {
        using var line = new SKPaint { Color = Line, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        foreach (var cell in prediction.Cells)
        {
            var place = CellOf(cell.Row, cell.Column, prediction.Grid.S, panel);
            using var fill = new SKPaint { Color = Palette.Of(cell.ClassId).WithAlpha((byte)(50 + 170 * InUnitRange(cell.Probability))) };
            canvas.DrawRect(place, fill);
            canvas.DrawRect(place, line);
        }
    }

    private static void DrawBoxes(SKCanvas canvas, GridPrediction prediction, ImageSize panel, DrawingScale scale)
    {
        var boxes = prediction.Cells.SelectMany(cell => cell.Boxes.Select(box => (box.Box, box.Confidence, cell.ClassId)));
        foreach (var (box, confidence, classId) in boxes.OrderBy(box => box.Confidence))
        {
            var sure = InUnitRange(confidence);
            var frame = BoxPainter.FrameOf(box, panel, scale.Pen);
            using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke };
            (paint.Color, paint.StrokeWidth) = (Shade.WithAlpha((byte)(40 + 120 * sure)), 1.5f + 3.2f * scale.Pen * sure);
            canvas.DrawRect(frame, paint);
            (paint.Color, paint.StrokeWidth) = (Palette.Of(classId).WithAlpha((byte)(110 + 145 * sure)), 0.75f + 2.5f * scale.Pen * sure);
            canvas.DrawRect(frame, paint);
        }
    }

    private static void DrawDetections(
        SKCanvas canvas, GridPrediction prediction, ClassNames classes, ImageSize panel, DrawingScale scale)
    {
        foreach (var found in prediction.Detections)
        {
            using var fill = new SKPaint { Color = Palette.Of(found.Detection.ClassId).WithAlpha(120) };
            canvas.DrawRect(CellOf(found.Row, found.Column, prediction.Grid.S, panel), fill);
        }
        BoxPainter.Draw(canvas, panel, scale,
        [
            .. prediction.Detections.Select(found => found.Detection).Reverse().Select(found => new DrawnBox(
                BoxPainter.FrameOf(found.Box, panel, scale.Pen), DetectionPainter.TextOf(found, classes), Palette.Of(found.ClassId))),
        ]);
        foreach (var found in prediction.Detections)
        {
            var box = prediction.Cells[found.Row * prediction.Grid.S + found.Column].Boxes[found.BoxIndex].Box;
            using var dot = new SKPaint { Color = Shade, IsAntialias = true };
            canvas.DrawCircle(box.CenterX * panel.Width, box.CenterY * panel.Height, 2 * scale.Pen, dot);
            dot.Color = SKColors.White;
            canvas.DrawCircle(box.CenterX * panel.Width, box.CenterY * panel.Height, 1.2f * scale.Pen, dot);
        }
    }

    /// <summary>The classes of the map and their colours, the most frequent first, as far as there is room.</summary>
    private static void DrawLegend(
        SKCanvas canvas, Lettering letters, IReadOnlyList<GridCell> cells, ClassNames classes, float left, float middle, float width)
    {
        var side = letters.CapHeight;
        var end = left + width;
        foreach (var classId in cells.GroupBy(cell => cell.ClassId).OrderByDescending(group => group.Count()).Select(group => group.Key))
        {
            var name = DetectionPainter.NameOf(classId, classes);
            if (left + 1.5f * side + letters.WidthOf(name) > end)
                return;
            using var fill = new SKPaint { Color = Palette.Of(classId) };
            canvas.DrawRect(SKRect.Create(left, middle - side / 2, side, side), fill);
            letters.Draw(canvas, name, left + 1.5f * side, middle + side / 2, Ink);
            left += 3.5f * side + letters.WidthOf(name);
        }
    }

    private static SKRect CellOf(int row, int column, int cells, ImageSize panel) => new(
        column * panel.Width / (float)cells, row * panel.Height / (float)cells,
        (column + 1) * panel.Width / (float)cells, (row + 1) * panel.Height / (float)cells);

    // NaN counts as 0.
    private static float InUnitRange(float value) => value > 0 ? Math.Min(value, 1) : 0;
}
