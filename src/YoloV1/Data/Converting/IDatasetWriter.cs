namespace YoloV1.Data;

/// <summary>Writes a data set's labels in one of the formats.</summary>
internal interface IDatasetWriter
{
    /// <summary>The folder of the images.</summary>
    string ImageFolder { get; }

    /// <summary>Writes a split; an image may be in several.</summary>
    void Write(string split, IReadOnlyList<ConvertedImage> images);
}
