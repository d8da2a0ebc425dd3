namespace YoloV1.Data;

/// <summary>Folders train, valid and test, each with images and annotations in it: Roboflow's Pascal VOC.</summary>
internal sealed class VocSplitFolderLayout : IDatasetLayout
{
    /// <inheritdoc/>
    public IDatasetSource? Open(string folder)
    {
        VocPart[] parts =
        [
            .. FolderContent.SplitFolders(folder)
                .Select(path => VocPairLayout.Find(path) is { } pair ? pair with { Split = Path.GetFileName(path) } : null)
                .OfType<VocPart>(),
        ];
        return parts.Length > 0 ? new VocSource(parts) : null;
    }
}
