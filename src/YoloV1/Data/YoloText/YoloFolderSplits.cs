using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>The splits of a folder with text labels, where no file names them.</summary>
internal static class YoloFolderSplits
{
    /// <summary>
    /// Lists such as <c>train.txt</c>; else folders such as <c>images/train</c> or <c>train</c>; else all images. A folder counts where one
    /// of its images has a label.
    /// </summary>
    public static IReadOnlyList<(string Split, string Place)> Of(string folder)
    {
        var full = Path.GetFullPath(folder);
        // A file may call the whole disk its folder, which is not searched for images.
        if (!Directory.Exists(full) || full == Path.GetPathRoot(full))
            return [];
        var labels = new YoloLabelPlaces();
        string[] images = [.. FolderContent.Folders(full).Where(IsImages)];
        IEnumerable<(string, string)>[] ways =
        [
            FolderContent.Files(full, "*.txt").Where(IsList).Order(StringComparer.Ordinal).Select(Named),
            images.SelectMany(FolderContent.SplitFolders).Where(HasLabels).Select(Named),
            FolderContent.SplitFolders(full).Where(HasLabels).Select(Named),
            images.Where(HasLabels).Select(path => (SplitNames.Whole, path)),
            HasLabels(full) ? [(SplitNames.Whole, full)] : [],
        ];
        return ways.Select(way => way.ToList()).FirstOrDefault(way => way.Count > 0) ?? [];

        bool HasLabels(string place) => ImageFolders.Within(place).Any(image => File.Exists(labels.LabelOf(image)));
    }

    private static bool IsImages(string path) => Path.GetFileName(path).Equals("images", StringComparison.OrdinalIgnoreCase);

    private static (string Split, string Place) Named(string path) => (Path.GetFileNameWithoutExtension(path), path);

    private static bool IsList(string path) => SplitNames.IsUsual(Path.GetFileNameWithoutExtension(path))
        && ImageFile.HasExtension(FolderContent.HeadOf(path).Split('\n')[0].Trim());
}
