namespace YoloV1.Data;

/// <summary>What is known about a picture of a data set before its pixels are read.</summary>
/// <param name="Name">What messages and reports call the picture: its name within the data set.</param>
/// <param name="Size">Width and height in pixels.</param>
/// <param name="Boxes">The objects on it; empty for a picture without objects.</param>
public sealed record Annotation(string Name, ImageSize Size, IReadOnlyList<LabeledBox> Boxes);
