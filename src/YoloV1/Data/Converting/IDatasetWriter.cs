namespace YoloV1.Data.Converting;

/// <summary>Writes a data set's labels in one of the formats.</summary>
internal interface IDatasetWriter
{
    /// <summary>The folder of the pictures.</summary>
    string PictureFolder { get; }

    /// <summary>Writes a split; a picture may be in several.</summary>
    void Write(string split, IReadOnlyList<ConvertedPicture> pictures);
}
