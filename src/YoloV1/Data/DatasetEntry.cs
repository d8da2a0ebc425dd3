namespace YoloV1.Data;

/// <summary>An image of a data set in files.</summary>
/// <param name="Annotation">Its name, size and objects.</param>
/// <param name="ImagePath">Where it is, or should be.</param>
/// <param name="HasImage">Whether it is there.</param>
/// <param name="LabelPath">The file that its objects are from; null when it has none.</param>
internal sealed record DatasetEntry(Annotation Annotation, string ImagePath, bool HasImage, string? LabelPath)
{
    /// <summary>The message for an image that is missing or in an unsupported format.</summary>
    public string WhyMissing() => ImageFolders.UnreadAt(ImagePath) is { } path
        ? $"the image of annotation '{Annotation.Name}' is '{Path.GetFileName(path)}'; {ImageFolders.WhyUnread(path)}"
        : $"the image of annotation '{Annotation.Name}' is missing; add it.";

    /// <summary>Its number in the file; 0 in formats whose images have none.</summary>
    public long Id { get; init; }
}
