namespace YoloV1.Data;

/// <summary>
/// A folder of images and one of annotations beside each other, whatever their names, or images with their annotations beside them;
/// labelImg, Kaggle, Label Studio. Folders train and val inside are the splits.
/// </summary>
internal sealed class VocPairLayout : IDatasetLayout
{
    /// <inheritdoc/>
    public IDatasetSource? Open(string folder) => Find(folder) is { } pair ? new VocSource([.. SplitsOf(pair)]) : null;

    /// <summary>The images and annotations of a folder as one split; null where it has none that belong together.</summary>
    internal static VocPart? Find(string folder)
    {
        string[] folders = [.. FolderContent.Folders(folder)];
        var labels = folders.Where(path => FolderContent.HasVocLabels(path)).ToList();
        if (FolderContent.HasVocLabels(folder, SearchOption.TopDirectoryOnly))
            labels.Add(folder);
        var pairs = labels.SelectMany(label => folders.Append(folder).Where(images => images != label)
            .Select(images => (Images: images, Labels: label, Shared: Shared(images, label, folder))));
        if (pairs.Where(pair => pair.Shared > 0).OrderByDescending(pair => pair.Shared).FirstOrDefault() is { Labels: { } } best)
            return new(best.Images, best.Labels, Lists: null);
        var seen = new ImageFolders();
        return FolderContent.HasVocLabels(folder) && FolderContent.VocLabels(folder).Any(label => FolderContent.IsBesideImage(label, seen))
            ? new(folder, folder, Lists: null)
            : null;
    }

    // Of the folder around both only what lies in itself counts.
    private static int Shared(string images, string labels, string around)
    {
        var stems = FolderContent.VocLabels(labels, Depth(labels)).Select(Stem).ToHashSet(StringComparer.Ordinal);
        var paths = ImageFolders.Within(images);
        return (images == around ? paths.Where(path => Path.GetDirectoryName(path) == around) : paths)
            .Count(path => stems.Contains(Stem(path)));

        SearchOption Depth(string path) => path == around ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories;
    }

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(path);

    private static IEnumerable<VocPart> SplitsOf(VocPart pair)
    {
        var splits = FolderContent.SplitFolders(pair.Labels).Where(path => FolderContent.HasVocLabels(path)).ToList();
        if (splits.Count == 0 || FolderContent.HasVocLabels(pair.Labels, SearchOption.TopDirectoryOnly))
            return [pair];
        return splits.Select(labels => Path.GetFileName(labels)).Select(split => new VocPart(
            Path.Combine(pair.Images, split) is var images && Directory.Exists(images) ? images : pair.Images,
            Path.Combine(pair.Labels, split),
            Lists: null,
            split));
    }
}
