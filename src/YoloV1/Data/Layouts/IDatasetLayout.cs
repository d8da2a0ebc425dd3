namespace YoloV1.Data;

/// <summary>A way in which tools lay a data set out in a folder.</summary>
internal interface IDatasetLayout
{
    /// <summary>The data set of a folder that is laid out so; null for any other folder.</summary>
    /// <param name="folder">A folder that is there.</param>
    IDatasetSource? Open(string folder);
}
