using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Inference;

/// <summary>An image file and what was found in it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Image">Its pixels, to draw on for example.</param>
/// <param name="Detections">What was found, the best score first; boxes as fractions of the image, clipped to it.</param>
public sealed record DetectedImage(string Path, RgbImage Image, IReadOnlyList<Detection> Detections)
{
    /// <summary>The file, its size and how much was found: <c>a.jpg, 500x375: 5 detections</c>.</summary>
    public override string ToString() => $"{Path}, {Image.Size}: {Printable.Count(Detections.Count, "detection")}";
}
