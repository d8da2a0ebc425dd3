using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Drawing;

/// <summary>Draws detections on pictures: a frame in the class's colour, and a label with the class's name and the score.</summary>
/// <remarks>
/// Lines and letters grow with the picture. Labels stay within it and keep clear of each other as far as there is room. The letters
/// are the library's own: the result is the same on every machine, but for letters other than Latin, Greek and Cyrillic.
/// </remarks>
public static class DetectionPainter
{
    /// <summary>A copy of a picture with detections on it, the one with the highest score on top.</summary>
    /// <param name="picture">The picture; it is left as it is.</param>
    /// <param name="detections">What was found on it.</param>
    /// <param name="classes">The names of the classes; one that is missing is drawn as "class 7".</param>
    public static Picture Draw(Picture picture, IReadOnlyList<Detection> detections, ClassNames classes)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(detections);
        ArgumentNullException.ThrowIfNull(classes);
        using var bitmap = picture.ToBitmap();
        using var canvas = new SKCanvas(bitmap);
        var scale = DrawingScale.Of(picture.Size);
        BoxPainter.Draw(canvas, picture.Size, scale, [.. detections.OrderBy(detection => detection.Score).Select(detection => new DrawnBox(
            BoxPainter.FrameOf(detection.Box, picture.Size, scale.Pen), TextOf(detection, classes), Palette.Of(detection.ClassId)))]);
        canvas.Flush();
        return bitmap.ToPicture();
    }

    /// <summary>What a label says: the class's name and the score.</summary>
    internal static string TextOf(Detection detection, ClassNames classes) =>
        FormattableString.Invariant($"{NameOf(detection.ClassId, classes)} {100 * detection.Score:0}%");

    /// <summary>The name of a class, or its number where the names end before it.</summary>
    internal static string NameOf(int classId, ClassNames classes) => classId < classes.Count ? classes[classId] : $"class {classId}";
}
