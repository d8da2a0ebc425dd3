using System.Text.Json.Serialization;

namespace YoloV1.Evaluation;

/// <summary>The detections of an image, in pixels of the upright image; or why it could not be read.</summary>
/// <param name="Image">The path of its file.</param>
/// <param name="Width">Its width; null where it could not be read.</param>
/// <param name="Height">Its height, likewise.</param>
/// <param name="Detections">The detections, highest score first; null likewise.</param>
/// <param name="Error">Why it could not be read; null where it was.</param>
internal sealed record ImagePrediction(
    string Image,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Width,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Height,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PixelDetection>? Detections,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null)
{
    public static ImagePrediction Of(string image, ImageSize size, IEnumerable<Detection> detections, ClassNames classes) =>
        new(image, size.Width, size.Height, [.. detections.Select(detection => PixelDetection.Of(detection, size, classes))]);

    public static ImagePrediction Unread(string image, string error) => new(image, null, null, null, error);

    public override string ToString() => this switch
    {
        { Error: { } error } => $"{Image}: {error}",
        { Detections: { Count: > 0 } found } => $"{Image}: {string.Join(", ", found)}",
        _ => $"{Image}: nothing",
    };
}

/// <summary>One detection on an image.</summary>
internal sealed record PixelDetection(string Class, int ClassId, float Score, PixelCorners Box)
{
    public static PixelDetection Of(Detection detection, ImageSize size, ClassNames classes) =>
        new(classes[detection.ClassId], detection.ClassId, detection.Score, PixelCorners.Of(detection.Box, size));

    public override string ToString() =>
        FormattableString.Invariant($"{Class} {Score:0.00} at {Box.X1:0},{Box.Y1:0},{Box.X2:0},{Box.Y2:0}");
}

/// <summary>Edges in pixels.</summary>
internal sealed record PixelCorners(float X1, float Y1, float X2, float Y2)
{
    public static PixelCorners Of(Box box, ImageSize size)
    {
        var (x1, y1, x2, y2) = box.ToPixels(size);
        return new(x1, y1, x2, y2);
    }
}
