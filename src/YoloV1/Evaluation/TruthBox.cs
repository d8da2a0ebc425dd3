namespace YoloV1.Evaluation;

/// <summary>An object that is there, for a metric.</summary>
/// <param name="Image">The name of its picture.</param>
/// <param name="ClassId">What it is.</param>
/// <param name="Box">Where it is.</param>
/// <param name="Difficult">Counted neither as found nor as missed.</param>
public readonly record struct TruthBox(string Image, int ClassId, PixelBox Box, bool Difficult = false)
{
    /// <summary>A label of the picture <paramref name="image"/>, which has <paramref name="size"/>.</summary>
    public static TruthBox From(string image, ImageSize size, LabeledBox label) =>
        new(image, label.ClassId, PixelBox.From(label.Box, size), label.Difficult);
}
