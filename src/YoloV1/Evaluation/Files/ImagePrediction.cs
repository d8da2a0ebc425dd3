namespace YoloV1.Cli.Output;

/// <summary>What was found on an image, in pixels of the upright image.</summary>
internal sealed record ImagePrediction(string Image, int Width, int Height, IReadOnlyList<PixelDetection> Detections)
{
    public static ImagePrediction Of(string image, ImageSize size, IEnumerable<Detection> detections, ClassNames classes) =>
        new(image, size.Width, size.Height, [.. detections.Select(detection => PixelDetection.Of(detection, size, classes))]);

    public override string ToString() => Detections.Count == 0
        ? $"{Image}: nothing"
        : $"{Image}: {string.Join(", ", Detections)}";
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
