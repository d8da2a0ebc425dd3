using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>The annotation of an image, known before its pixels are read.</summary>
/// <param name="Name">What messages and reports call the image: its name within the data set.</param>
/// <param name="Size">Width and height in pixels.</param>
/// <param name="Boxes">The objects on it; empty for an image without objects.</param>
public sealed record Annotation(string Name, ImageSize Size, IReadOnlyList<LabeledBox> Boxes)
{
    /// <summary>The image and how much is on it: <c>a.jpg, 500x375, 3 objects</c>.</summary>
    public override string ToString() => $"{Name}, {Size}, {Printable.Count(Boxes.Count, "object")}";
}
