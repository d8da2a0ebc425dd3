using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Drawing;

/// <summary>Draws detections on images: a frame in the class's colour, and a label with the class's name and the score.</summary>
/// <remarks>
/// Lines and letters grow with the image. Labels stay within it and keep clear of each other as far as there is room. The letters
/// are the library's own: the result is the same on every machine, but for letters other than Latin, Greek and Cyrillic.
/// </remarks>
/// <example><code>
/// using var detector = Detector.Load("model.safetensors");
/// var image = ImageFile.Read("image.jpg");
/// ImageFile.WritePng(DetectionPainter.Draw(image, detector.Detect(image), detector.Classes), "found.png");
/// </code></example>
public static class DetectionPainter
{
    /// <summary>A copy of an image with detections on it, the one with the highest score on top.</summary>
    /// <param name="image">The image; it is left as it is.</param>
    /// <param name="detections">The detections.</param>
    /// <param name="classes">The names of the classes; one that is missing is drawn as "class 7".</param>
    public static RgbImage Draw(RgbImage image, IReadOnlyList<Detection> detections, ClassNames classes)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(detections);
        ArgumentNullException.ThrowIfNull(classes);
        var ordered = detections.OrderBy(detection => detection.Score);
        return Draw(image, ordered.Select(detection => (detection.Box, TextOf(detection, classes), detection.ClassId)));
    }

    /// <summary>A copy of an image with its objects, labelled by name.</summary>
    /// <param name="image">The image; it is left as it is.</param>
    /// <param name="boxes">The objects, the last one on top.</param>
    /// <param name="classes">The names of the classes; one that is missing is drawn as "class 7".</param>
    public static RgbImage DrawTruth(RgbImage image, IReadOnlyList<LabeledBox> boxes, ClassNames classes)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(boxes);
        ArgumentNullException.ThrowIfNull(classes);
        return Draw(image, boxes.Select(labeled => (labeled.Box, NameOf(labeled.ClassId, classes), labeled.ClassId)));
    }

    /// <summary>The text of a label: class name and score. The network's output is linear: a score over 1 is shown as 100%.</summary>
    internal static string TextOf(Detection detection, ClassNames classes) =>
        FormattableString.Invariant($"{NameOf(detection.ClassId, classes)} {100 * Math.Min(detection.Score, 1):0}%");

    private static RgbImage Draw(RgbImage image, IEnumerable<(Box Box, string Text, int ClassId)> boxes)
    {
        using var bitmap = image.ToBitmap();
        using var canvas = new SKCanvas(bitmap);
        var scale = DrawingScale.Of(image.Size);
        BoxPainter.Draw(
            canvas, image.Size, scale,
            [.. boxes.Select(box => new DrawnBox(BoxPainter.FrameOf(box.Box, image.Size, scale.Pen), box.Text, Palette.Of(box.ClassId)))]);
        canvas.Flush();
        return bitmap.ToImage();
    }

    /// <summary>The name of a class, or its number where the names end before it.</summary>
    internal static string NameOf(int classId, ClassNames classes) => classId < classes.Count ? classes[classId] : $"class {classId}";
}
