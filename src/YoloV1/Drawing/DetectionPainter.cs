using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Drawing;

/// <summary>Draws detections on pictures: a frame in the class's colour, and a label with the class's name and the score.</summary>
/// <remarks>Lines and letters grow with the picture. No font of the machine is used: the result is the same everywhere.</remarks>
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
        var pen = Math.Max(1.5f, Math.Min(picture.Size.Width, picture.Size.Height) / 200f);
        var ordered = detections.OrderBy(detection => detection.Score).ToList();
        foreach (var detection in ordered)
            DrawFrame(canvas, FrameOf(detection, picture.Size, pen), Palette.Of(detection.ClassId), pen);
        foreach (var detection in ordered)
            DrawLabel(canvas, FrameOf(detection, picture.Size, pen), detection, classes, picture.Size);
        canvas.Flush();
        return bitmap.ToPicture();
    }

    /// <summary>The detection's rectangle in pixels, drawn in by half a line where the picture ends.</summary>
    private static SKRect FrameOf(Detection detection, ImageSize size, float pen)
    {
        var (x1, y1, x2, y2) = detection.Box.Clip().ToPixels(size);
        var half = pen / 2;
        return new(Math.Max(x1, half), Math.Max(y1, half), Math.Min(x2, size.Width - half), Math.Min(y2, size.Height - half));
    }

    private static void DrawFrame(SKCanvas canvas, SKRect frame, SKColor color, float pen)
    {
        using var paint = new SKPaint
        {
            Color = color,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = pen,
            StrokeJoin = SKStrokeJoin.Miter,
        };
        canvas.DrawRect(frame, paint);
    }

    private static void DrawLabel(SKCanvas canvas, SKRect frame, Detection detection, ClassNames classes, ImageSize size)
    {
        var text = TextOf(detection, classes);
        var capHeight = CapHeightOf(text, size);
        var margin = capHeight / 2;
        var label = LabelOf(frame, StrokeFont.WidthOf(text, capHeight) + 2 * margin, capHeight + 2 * margin, size);

        var color = Palette.Of(detection.ClassId);
        using var background = new SKPaint { Color = color };
        canvas.DrawRect(label, background);
        using var ink = new SKPaint
        {
            Color = Palette.TextOn(color),
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = capHeight / 7,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        using var letters = StrokeFont.PathOf(text, label.Left + margin, label.Top + margin, capHeight);
        canvas.DrawPath(letters, ink);
    }

    private static string TextOf(Detection detection, ClassNames classes)
    {
        var name = detection.ClassId < classes.Count ? classes[detection.ClassId] : $"class {detection.ClassId}";
        return FormattableString.Invariant($"{name} {100 * detection.Score:0}%");
    }

    /// <summary>A fortieth of the shorter side and at least 8 pixels; less where the label would be wider than the picture.</summary>
    private static float CapHeightOf(string text, ImageSize size)
    {
        var wanted = Math.Max(8, Math.Min(size.Width, size.Height) / 40f);
        return wanted * Math.Min(1, size.Width / (StrokeFont.WidthOf(text, wanted) + wanted));
    }

    /// <summary>Where the label goes: on top of the frame, or inside it where there is no room; always within the picture.</summary>
    private static SKRect LabelOf(SKRect frame, float width, float height, ImageSize size)
    {
        var left = Math.Max(0, Math.Min(frame.Left, size.Width - width));
        var top = frame.Top >= height ? frame.Top - height : Math.Max(0, Math.Min(frame.Top, size.Height - height));
        return SKRect.Create(left, top, width, height);
    }
}
