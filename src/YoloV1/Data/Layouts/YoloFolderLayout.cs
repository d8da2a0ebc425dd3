using YoloV1.Imaging;

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
        ClassFileOf(folder) is { } classes && PlacesOf(folder) is { Count: > 0 } places
            ? new YoloTextSource(new YoloSplits(folder, ClassNames.FromFile(classes), places))
            : null;

    private static string? ClassFileOf(string folder) =>
        ClassFolders.SelectMany(inside => ClassFiles.Select(name => Path.Combine(folder, inside, name)))
            .Concat(FolderContent.SplitFolders(folder).SelectMany(split => ClassFiles.Select(name => Path.Combine(split, name))))
            .FirstOrDefault(File.Exists);

    private static List<(string Split, string Place)> PlacesOf(string folder)
    {
        var full = Path.GetFullPath(folder);
        var images = Path.Combine(full, "images");
        List<(string, string)>[] ways =
        [
            [.. Directory.EnumerateFiles(full, "*.txt").Where(IsList).Order(StringComparer.Ordinal).Select(Named)],
            Directory.Exists(images) ? [.. FolderContent.SplitFolders(images).Where(HasLabels).Select(Named)] : [],
            [.. FolderContent.SplitFolders(full).Where(HasLabels).Select(Named)],
            Directory.Exists(images) && HasLabels(images) ? [(SplitNames.Whole, images)] : [],
            HasLabels(full) ? [(SplitNames.Whole, full)] : [],
        ];
        return ways.FirstOrDefault(way => way.Count > 0) ?? [];
    }

    private static (string Split, string Place) Named(string path) => (Path.GetFileNameWithoutExtension(path), path);

    private static bool IsList(string path) => SplitNames.IsUsual(Path.GetFileNameWithoutExtension(path))
        && ImageFile.HasExtension(FolderContent.HeadOf(path).Split('\n')[0].Trim());

    private static bool HasLabels(string folder) => ImageFolders.Within(folder).Any(image => File.Exists(YoloTextFolder.LabelOf(image)));
}
