using SkiaSharp;
using YoloV1.Drawing;
using YoloV1.Imaging;

namespace YoloV1.Cli.Reports;

/// <summary>Draws an image twice, side by side: with its objects and with its detections.</summary>
/// <remarks>
/// Missed objects and wrong detections have strong frames and a cross before their names; the others thin ones and a tick.
/// </remarks>
internal static class ComparisonPainter
{
    private static readonly SKColor Paper = new(0xF6, 0xF6, 0xF6);
    private static readonly SKColor Ink = new(0x20, 0x20, 0x20);

    /// <summary>An image of twice the width with a line of text above each half.</summary>
    /// <param name="compared">The image with its boxes; it is left as it is.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="longestSide">A larger image is made so small, in pixels.</param>
    public static RgbImage Draw(ComparedImage compared, ClassNames classes, int longestSide = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(compared);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSide, 1);
        var (width, height) = compared.Image.Size;
        using var image = (Math.Max(width, height) > longestSide ? FittedImage.Of(compared.Image, longestSide) : compared.Image).ToBitmap();
        var size = new ImageSize(image.Width, image.Height);
        var scale = DrawingScale.Of(size);
        var (head, gap) = ((int)(scale.Text * 2), (int)Math.Max(4, scale.Text / 2));
        using var bitmap =
            new SKBitmap(new SKImageInfo(2 * size.Width + gap, size.Height + head, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(Paper);
        DrawHalf(
            canvas, image, size, head, scale,
            TitleOf(compared.Truths.Count, "on it", compared.Truths.Count(truth => !truth.Found), "missed"),
            TruthsOf(compared, size, scale, classes));
        canvas.Translate(size.Width + gap, 0);
        DrawHalf(
            canvas, image, size, head, scale,
            TitleOf(compared.Detections.Count, "found", compared.Detections.Count(found => !found.Right), "wrong"),
            DetectionsOf(compared, size, scale, classes));
        canvas.Flush();
        return bitmap.ToImage();
    }

    private static void DrawHalf(
        SKCanvas canvas, SKBitmap image, ImageSize size, int head, DrawingScale scale, string title, IReadOnlyList<DrawnBox> boxes)
    {
        using var letters = new Lettering(scale.Text);
        letters.Draw(canvas, title, scale.Text / 2, head / 2f + letters.CapHeight / 2, Ink);
        canvas.Save();
        canvas.Translate(0, head);
        canvas.DrawBitmap(image, 0, 0);
        BoxPainter.Draw(canvas, size, scale, boxes);
        canvas.Restore();
    }

    private static string TitleOf(int count, string what, int bad, string how) => bad > 0
        ? $"{count} {what}, {bad} {how}"
        : $"{count} {what}";

    private static IReadOnlyList<DrawnBox> TruthsOf(ComparedImage compared, ImageSize size, DrawingScale scale, ClassNames classes) =>
    [
        .. compared.Truths.OrderBy(truth => !truth.Found).Select(truth => BoxOf(
            truth.Box.Box, truth.Box.ClassId, DetectionPainter.NameOf(truth.Box.ClassId, classes), truth.Found, size, scale)),
    ];

    private static IReadOnlyList<DrawnBox> DetectionsOf(ComparedImage compared, ImageSize size, DrawingScale scale, ClassNames classes) =>
    [
        .. compared.Detections.OrderBy(found => !found.Right).ThenBy(found => found.Detection.Score).Select(found => BoxOf(
            found.Detection.Box, found.Detection.ClassId, DetectionPainter.TextOf(found.Detection, classes), found.Right, size, scale)),
    ];

    private static DrawnBox BoxOf(Box box, int classId, string text, bool isGood, ImageSize size, DrawingScale scale) =>
        new(BoxPainter.FrameOf(box, size, scale.Pen), $"{(isGood ? "✓" : "✗")} {text}", Palette.Of(classId), isGood);
}
