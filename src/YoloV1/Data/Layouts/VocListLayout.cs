namespace YoloV1.Data;

/// <summary>
/// Pascal VOC's own: <c>JPEGImages</c>, <c>Annotations</c> and lists in <c>ImageSets/Main</c>; or a devkit with year folders of that kind.
/// </summary>
internal sealed class VocListLayout : IDatasetLayout
{
    private static readonly string[] ImageNames = ["JPEGImages", "images", "Images"];

    /// <inheritdoc/>
    public IDatasetSource? Open(string folder)
    {
        string[] folders = IsVocFolder(folder) ? [folder]
            : YearFolders(folder) is { Length: > 0 } years ? years
            : YearFolders(Path.Combine(folder, "VOCdevkit"));
        return folders.Length > 0 ? new VocSource([.. folders.Select(PartOf)])
            // Other folders with lists, as 'data split' writes them.
            : ListsOf(folder) is { } lists && VocPairLayout.Find(folder) is { } pair ? new VocSource([pair with { Lists = lists }])
            : null;
    }

    private static VocPart PartOf(string folder)
    {
        var images = ImageNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(Directory.Exists);
        return new(images ?? Path.Combine(folder, ImageNames[0]), Path.Combine(folder, "Annotations"), ListsOf(folder));
    }

    private static bool IsVocFolder(string folder) => Directory.Exists(Path.Combine(folder, "Annotations")) && ListsOf(folder) is not null;

    private static string? ListsOf(string folder) =>
        new[] { Path.Combine(folder, "ImageSets", "Main"), Path.Combine(folder, "ImageSets") }
            .FirstOrDefault(lists => Directory.Exists(lists) && FolderContent.Files(lists, "*.txt").Any());

    private static string[] YearFolders(string folder) => Directory.Exists(folder)
        ? [.. FolderContent.Folders(folder).Where(IsVocFolder)]
        : [];
}
