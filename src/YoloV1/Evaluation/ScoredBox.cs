namespace YoloV1.Evaluation;

/// <summary>An object that a detector reports, for a metric.</summary>
/// <param name="Image">The name of its image.</param>
/// <param name="ClassId">The index of the detected class.</param>
/// <param name="Box">Where it is said to be.</param>
/// <param name="Score">How certain: only the order of scores counts.</param>
public readonly record struct ScoredBox(string Image, int ClassId, PixelBox Box, double Score)
{
    /// <summary>A detection on the image <paramref name="image"/>, which has <paramref name="size"/>.</summary>
    public static ScoredBox From(string image, ImageSize size, Detection detection) =>
        new(image, detection.ClassId, PixelBox.From(detection.Box, size), detection.Score);
}
