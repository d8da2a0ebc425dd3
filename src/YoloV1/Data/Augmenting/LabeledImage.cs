using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>An image and the objects on it.</summary>
/// <param name="Image">The pixels.</param>
/// <param name="Boxes">The objects; empty for an image without objects.</param>
public sealed record LabeledImage(RgbImage Image, IReadOnlyList<LabeledBox> Boxes)
{
    /// <summary>The size and how much is on it: <c>500x375, 3 objects</c>.</summary>
    public override string ToString() => $"{Image.Size}, {Printable.Count(Boxes.Count, "object")}";
}
