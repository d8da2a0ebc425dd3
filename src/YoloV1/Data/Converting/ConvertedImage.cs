namespace YoloV1.Data;

/// <summary>An image of the new data set.</summary>
/// <param name="FileName">Its file's name, which no other has, not even with another extension.</param>
/// <param name="Size">Its width and height in pixels.</param>
/// <param name="Boxes">The objects on it.</param>
internal sealed record ConvertedImage(string FileName, ImageSize Size, IReadOnlyList<LabeledBox> Boxes)
{
    /// <summary>The name without the extension, which its label has too.</summary>
    public string Stem => Path.GetFileNameWithoutExtension(FileName);
}
