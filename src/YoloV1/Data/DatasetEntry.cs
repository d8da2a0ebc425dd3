namespace YoloV1.Data;

/// <summary>A picture of a data set in files.</summary>
/// <param name="Annotation">Its name, size and objects.</param>
/// <param name="PicturePath">Where it is, or should be.</param>
/// <param name="HasPicture">Whether it is there.</param>
/// <param name="LabelPath">The file that its objects are from; null when it has none.</param>
internal sealed record DatasetEntry(Annotation Annotation, string PicturePath, bool HasPicture, string? LabelPath);
