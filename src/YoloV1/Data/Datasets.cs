namespace YoloV1.Data;

/// <summary>Opens a data set of any format; the path decides which.</summary>
public static class Datasets
{
    /// <summary>Opens a split.</summary>
    /// <param name="path">
    /// A Pascal VOC folder or a devkit with year folders; a COCO instances file (<c>.json</c>) or the folder of several; a YAML file for
    /// text labels, or the folder that has one.
    /// </param>
    /// <param name="split">The split, such as train or val; null for the one that a COCO file is.</param>
    /// <param name="classes">The classes that the ids are to stand for; null takes the data set's own.</param>
    /// <exception cref="ArgumentException">The path is none of these, or the split has to be named.</exception>
    /// <exception cref="IOException">A file or folder is missing.</exception>
    /// <exception cref="InvalidDataException">A label is wrong; the message says where.</exception>
    public static FileDataset Open(string path, string? split = null, ClassNames? classes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Recognize(path) switch
        {
            (DataFormat.Coco, var file) => new CocoDataset(
                new CocoSource(file), split ?? (IsOneSplit(file) ? CocoSplits.NameOf(file) : throw WithoutSplit(path)), classes),
            (DataFormat.Yolo, var file) => new YoloTextDataset(file, split ?? throw WithoutSplit(path), classes),
            (_, var folder) => new VocDataset(folder, split ?? throw WithoutSplit(path), classes),
        };
    }

    /// <summary>Whether a path is a COCO file, which is a split by itself.</summary>
    public static bool IsOneSplit(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The splits of a data set; for a COCO file its own and those of the files beside it that are named alike.</summary>
    /// <exception cref="ArgumentException">The path is no data set.</exception>
    /// <exception cref="IOException">A file or folder is missing.</exception>
    public static IReadOnlyList<string> SplitsOf(string path) => OpenSource(path).Source.Splits;

    /// <summary>The source of a data set, to be read in the lenient way.</summary>
    internal static (DataFormat Format, IDatasetSource Source) OpenSource(string path) => Recognize(path) switch
    {
        (DataFormat.Coco, var file) => (DataFormat.Coco, new CocoSource(file)),
        (DataFormat.Yolo, var file) => (DataFormat.Yolo, new YoloTextSource(file)),
        (_, var folder) => (DataFormat.Voc, new VocSource(folder)),
    };

    /// <summary>Whether a folder has the layout of one of the formats.</summary>
    internal static bool Recognizes(string folder) =>
        VocSource.Recognizes(folder) || CocoSplits.Recognizes(folder) || Directory.EnumerateFiles(folder).Any(IsYaml);

    private static (DataFormat Format, string Path) Recognize(string path)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return (DataFormat.Coco, path);
        if (IsYaml(path))
            return (DataFormat.Yolo, path);
        if (!Directory.Exists(path))
        {
            throw File.Exists(path)
                ? new ArgumentException($"{path}: this is not a data set; give a VOC folder, a COCO .json or a .yaml file.", nameof(path))
                : new FileNotFoundException(
                    $"{path}: there is no such file or folder; give a VOC folder, a COCO .json or a .yaml file.", path);
        }
        if (VocSource.Recognizes(path))
            return (DataFormat.Voc, path);
        string[] yamls = [.. Directory.EnumerateFiles(path).Where(IsYaml).Order(StringComparer.Ordinal)];
        if (yamls.Length == 1)
            return (DataFormat.Yolo, yamls[0]);
        if (yamls.Length > 1)
            throw new ArgumentException(
                $"{path}: {string.Join(", ", yamls.Select(Path.GetFileName))} may each be meant; give one of the files.", nameof(path));
        if (CocoSplits.Recognizes(path))
            return (DataFormat.Coco, path);
        throw new ArgumentException(
            $"{path}: this is not a data set; a VOC folder has JPEGImages, Annotations and {Path.Combine("ImageSets", "Main")}, "
            + "a COCO folder annotations/instances_train.json, and one with text labels a .yaml file.", nameof(path));
    }

    private static bool IsYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static ArgumentException WithoutSplit(string path) => new($"{path}: name a split, such as train or val.");
}
