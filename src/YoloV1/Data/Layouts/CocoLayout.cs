namespace YoloV1.Data;

/// <summary>
/// COCO instances files in a folder, in its <c>annotations</c>, or one in each of train, valid and test: COCO, CVAT, Roboflow,
/// Label Studio.
/// </summary>
internal sealed class CocoLayout : IDatasetLayout
{
    /// <inheritdoc/>
    public IDatasetSource? Open(string folder) => CocoSplits.Recognizes(folder) ? new CocoSource(folder) : null;
}
