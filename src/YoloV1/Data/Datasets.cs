using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Opens a data set of any format; the path decides which.</summary>
/// <example><code>
/// var train = Datasets.Open("cards", "train");   // Pascal VOC, COCO or text labels
/// var validation = Datasets.Open("cards", "val", train.Classes);
/// Console.WriteLine($"{train.Count} images, {string.Join(", ", train.Classes)}");
/// </code></example>
public static class Datasets
{
    private const string Kinds = "a folder exported by a labelling tool, a COCO .json, a .yaml or a .data file";

    /// <summary>Opens a split.</summary>
    /// <param name="path">
    /// A folder as labelling tools write it, with annotations of Pascal VOC's kind, COCO instances files or text labels; or the COCO
    /// <c>.json</c>, YOLO's <c>.yaml</c> or Darknet's <c>.data</c> itself.
    /// </param>
    /// <param name="split">
    /// The split, such as train or val; null for the one that a COCO file is, or for all images where there are no splits.
    /// </param>
    /// <param name="classes">The classes that the ids refer to; null takes the data set's own.</param>
    /// <param name="skipBroken">
    /// Whether images that are missing or cannot be read are left out, each named in <see cref="FileDataset.Warnings"/>. All are decoded
    /// for that; otherwise one without a readable header is refused here, and another when it is read.
    /// </param>
    /// <param name="limits">The limits of decoded images; null for <see cref="ImageLimits.Default"/>.</param>
    /// <exception cref="ArgumentException">The path is not a data set, or the split must be named.</exception>
    /// <exception cref="IOException">A file or folder is missing, or there is no such split.</exception>
    /// <exception cref="InvalidDataException">A label is wrong; the message says where.</exception>
    public static FileDataset Open(
        string path, string? split = null, ClassNames? classes = null, bool skipBroken = false, ImageLimits? limits = null)
    {
        var dataset = OpenSplit(OpenSource(path), path, split, classes, skipBroken, limits);
        return skipBroken ? Without(dataset, ImageLooks.At(dataset).Broken) : dataset;
    }

    /// <summary>A data set without its broken images, which are listed in the warnings.</summary>
    internal static FileDataset Without(FileDataset dataset, IReadOnlyList<(int Index, string Message)> broken) => broken.Count == 0
        ? dataset
        : new FilePart(
            dataset,
            dataset.Split,
            Enumerable.Range(0, dataset.Count).Except(broken.Select(image => image.Index)),
            [.. broken.Select(image => image.Message)]);

    /// <summary>The same of a source that is open already; of its images only the headers are looked at.</summary>
    internal static FileDataset OpenSplit(
        IDatasetSource source, string path, string? split, ClassNames? classes = null, bool skipBroken = false,
        ImageLimits? limits = null)
    {
        var name = split is not null ? SplitNames.Find(source.Splits, split) ?? split
            : IsOneSplit(path) ? CocoSplits.NameOf(path)
            : source.Splits is [var only] ? only
            : throw new ArgumentException($"{path}: name a split, such as train or val; it has: {string.Join(", ", source.Splits)}.");
        return source.Open(name, classes, skipBroken, limits ?? ImageLimits.Default);
    }

    /// <summary>Whether a path is a COCO file, which is a split itself.</summary>
    public static bool IsOneSplit(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The splits of a data set; for a COCO file its own and those of the files beside it that are named alike.</summary>
    /// <exception cref="ArgumentException">The path is no data set.</exception>
    /// <exception cref="IOException">A file or folder is missing.</exception>
    public static IReadOnlyList<string> SplitsOf(string path) => OpenSource(path).Splits;

    /// <summary>The source of a data set, to be read in the lenient way.</summary>
    internal static IDatasetSource OpenSource(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            return DatasetLayouts.Open(path) ?? throw new ArgumentException(NoDataset.Describe(path), nameof(path));
        if (IsOneSplit(path))
            return new CocoSource(path);
        if (YamlLayout.IsYaml(path))
            return new YoloTextSource(path);
        if (path.EndsWith(".data", StringComparison.OrdinalIgnoreCase))
            return DarknetLayout.OpenFile(path);
        throw File.Exists(path)
            ? new ArgumentException($"{path}: this is not a data set; give {Kinds}.", nameof(path))
            : new FileNotFoundException($"{path}: there is no such file or folder; give {Kinds}.", path);
    }

    /// <summary>The source of a folder with annotations of Pascal VOC's kind, in any layout.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or no annotation with an image in it.</exception>
    internal static VocSource OpenVoc(string folder) =>
        (Directory.Exists(folder) ? DatasetLayouts.OpenVoc(folder) : null) as VocSource
        ?? throw new DirectoryNotFoundException(
            $"{folder}: this is not a VOC folder, which has JPEGImages, Annotations and {Path.Combine("ImageSets", "Main")}, "
            + "or images with their .xml files.");

    /// <summary>Whether a folder has the layout of one of the formats, be it without labels yet.</summary>
    internal static bool Recognizes(string folder) =>
        Directory.Exists(Path.Combine(folder, "Annotations")) || DatasetLayouts.Open(folder) is not null;
}
