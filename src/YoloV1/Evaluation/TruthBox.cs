namespace YoloV1.Evaluation;

/// <summary>An object that is there, for a metric.</summary>
/// <param name="Image">The name of its image.</param>
/// <param name="ClassId">The index of its class.</param>
/// <param name="Box">Where it is.</param>
/// <param name="Difficult">By the rules of VOC counted neither as found nor as missed; the rules of COCO do not know it.</param>
/// <param name="Crowd">By the rules of COCO a box around many objects, of which none counts; the rules of VOC do not know it.</param>
/// <param name="Area">The object's own area in pixels, which says how large it is by the rules of COCO; null for its box's.</param>
public readonly record struct TruthBox(
    string Image, int ClassId, PixelBox Box, bool Difficult = false, bool Crowd = false, double? Area = null)
{
    /// <summary>A label of the image <paramref name="image"/>, which has <paramref name="size"/>.</summary>
    public static TruthBox From(string image, ImageSize size, LabeledBox label) =>
        new(image, label.ClassId, PixelBox.From(label.Box, size), label.Difficult, label.Crowd);
}
