namespace YoloV1.Data;

/// <summary>
/// Images with text labels and a file of class names, without YAML: labelImg's <c>classes.txt</c> beside the images, Label Studio's
/// <c>images</c>, <c>labels</c> and <c>classes.txt</c>.
/// </summary>
internal sealed class YoloFolderLayout : IDatasetLayout
{
    private static readonly string[] ClassFiles = ["classes.txt", "obj.names", "classes.names", "predefined_classes.txt"];
    private static readonly string[] ClassFolders = ["", "labels", "images", "data"];

    /// <inheritdoc/>
    public IDatasetSource? Open(string folder) =>
        ClassFileOf(folder) is { } classes && YoloFolderSplits.Of(folder) is { Count: > 0 } places
            ? new YoloTextSource(new YoloSplits(folder, ClassNames.FromFile(classes), places))
            : null;

    /// <summary>Whether a file is one of class names, by its own name.</summary>
    public static bool IsClassFile(string path) => ClassFiles.Contains(Path.GetFileName(path), StringComparer.Ordinal);

    private static string? ClassFileOf(string folder) =>
        ClassFolders.SelectMany(inside => ClassFiles.Select(name => Path.Combine(folder, inside, name)))
            .Concat(FolderContent.SplitFolders(folder).SelectMany(split => ClassFiles.Select(name => Path.Combine(split, name))))
            .FirstOrDefault(File.Exists);
}
