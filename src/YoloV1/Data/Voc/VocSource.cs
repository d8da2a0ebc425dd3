using System.Text.RegularExpressions;
using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>A Pascal VOC folder, or several of them in the year folders of a devkit, which are read as one.</summary>
internal sealed partial class VocSource : IDatasetSource
{
    private readonly string[] _folders;
    private readonly Lazy<ClassNames> _classes;

    /// <summary>Finds the folders.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not a VOC folder and has none in it.</exception>
    public VocSource(string folder)
    {
        _folders = IsVocFolder(folder) ? [folder]
            : YearFolders(folder) is { Length: > 0 } years ? years
            : YearFolders(Path.Combine(folder, "VOCdevkit"));
        if (_folders.Length == 0)
            _folders = [folder];
        foreach (var part in new[] { "Annotations", Path.Combine("ImageSets", "Main") })
            RequireFolder(_folders[0], part);
        _classes = new(FindClasses);
    }

    /// <inheritdoc/>
    public ClassNames Classes => _classes.Value;

    /// <inheritdoc/>
    public IReadOnlyList<string> Splits =>
    [
        .. _folders.SelectMany(SplitsOf).Distinct(StringComparer.Ordinal).Where(split => !IsListOfOneClass(split))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a folder is a VOC folder or has some in it.</summary>
    public static bool Recognizes(string folder) =>
        IsVocFolder(folder) || YearFolders(folder).Length > 0 || YearFolders(Path.Combine(folder, "VOCdevkit")).Length > 0;

    /// <inheritdoc/>
    public IReadOnlyList<DatasetEntry> Read(string split, ClassNames classes, FaultLog faults)
    {
        var (names, images) = (NamesOf(split).ToList(), new ImageFolders());
        if (names.Count == 0)
            faults.Add(DataFaultKind.BrokenLabel, ListsOf(split)[0].Path, "the split is empty; write the name of an image on each line.");
        return [.. names.Select(image => ReadEntry(image.Folder, image.Name, classes, images, faults)).OfType<DatasetEntry>()];
    }

    /// <inheritdoc/>
    public IEnumerable<string> FilesOf(string split)
    {
        var images = new ImageFolders();
        return NamesOf(split).SelectMany(image => new[]
        {
            LabelPath(image.Folder, image.Name),
            images.FindStem(Path.Combine(image.Folder, "JPEGImages"), image.Name),
        }).OfType<string>();
    }

    /// <inheritdoc/>
    public IEnumerable<string> LabelFiles() =>
        _folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(folder, "Annotations"), "*.xml").Order(StringComparer.Ordinal));

    /// <inheritdoc/>
    public IEnumerable<string> ImageFiles() => _folders.SelectMany(folder => ImageFolders.Within(Path.Combine(folder, "JPEGImages")));

    /// <summary>The images of a split with the objects as their files have them; no image is needed, and no box is checked.</summary>
    /// <param name="split">One of <see cref="Splits"/>; another is refused.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public IEnumerable<(string Name, IReadOnlyList<VocObject> Objects)> ReadObjects(string split, FaultLog faults) =>
        NamesOf(split).Distinct()
            .Select(image => (image.Name, (IReadOnlyList<VocObject>)[.. OpenLabel(image.Folder, image.Name, faults)?.ReadObjects() ?? []]));

    /// <summary>Finds the files of images by their names on the splits; null for one that is not there.</summary>
    public Func<string, string?> ImageFinder()
    {
        var images = new ImageFolders();
        return name => _folders.Select(folder => images.FindStem(Path.Combine(folder, "JPEGImages"), name))
            .FirstOrDefault(path => path is not null);
    }

    private IEnumerable<(string Folder, string Name)> NamesOf(string split) =>
        ListsOf(split).SelectMany(list => ReadNames(list.Path).Select(name => (list.Folder, name)));

    private List<(string Folder, string Path)> ListsOf(string split)
    {
        var lists = _folders.Select(folder => (Folder: folder, Path: ListPath(folder, split))).Where(list => File.Exists(list.Path))
            .ToList();
        var path = ListPath(_folders[0], split);
        return lists.Count > 0
            ? lists
            : throw new FileNotFoundException(
                $"{path}: there is no split '{split}'; the splits here are: {string.Join(", ", Splits)}.", path);
    }

    private ClassNames FindClasses()
    {
        // What is wrong with the other splits' annotations is said when these are read.
        var faults = new FaultLog(strict: false);
        var names = LabelFiles().SelectMany(path => VocAnnotation.Open(path, faults)?.ClassesOfObjects ?? []);
        string[] sorted = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return sorted.Length > 0
            ? new ClassNames(sorted)
            : throw new InvalidDataException(
                $"{Path.Combine(_folders[0], "Annotations")}: no annotation has an object; give the class names, or annotate the images."
                + (faults.Lines is [var first, ..] ? $" The first fault in them: {first}" : ""));
    }

    private static DatasetEntry? ReadEntry(string folder, string name, ClassNames classes, ImageFolders images, FaultLog faults)
    {
        if (OpenLabel(folder, name, faults) is not { } file)
            return null;
        var imageFolder = Path.Combine(folder, "JPEGImages");
        var expected = Path.Combine(imageFolder, file.FileName ?? name + ".jpg");
        var found = (file.FileName is null ? null : images.Find(expected)) ?? images.FindStem(imageFolder, name);
        if ((file.Size ?? SizeOf(found, expected, name, faults)) is not { } size)
            return null;
        return new(new(name, size, file.ReadBoxes(classes, size)), found ?? expected, found is not null, LabelPath(folder, name));
    }

    private static VocAnnotation? OpenLabel(string folder, string name, FaultLog faults)
    {
        var label = LabelPath(folder, name);
        if (File.Exists(label))
            return VocAnnotation.Open(label, faults);
        faults.Add(DataFaultKind.MissingLabel, label, $"image '{name}' has no annotation; add it, or take the name off the split.");
        return null;
    }

    private static string LabelPath(string folder, string name) => Path.Combine(folder, "Annotations", $"{name}.xml");

    private static ImageSize? SizeOf(string? image, string expected, string name, FaultLog faults)
    {
        if (image is null)
        {
            faults.Add(DataFaultKind.MissingImage, expected, $"the image of annotation '{name}' is missing; add it.");
            return null;
        }
        return ImageSizes.Read(image, faults);
    }

    private IEnumerable<string> SplitsOf(string folder) => Directory.Exists(Path.Combine(folder, "ImageSets", "Main"))
        ? Directory.EnumerateFiles(Path.Combine(folder, "ImageSets", "Main"), "*.txt")
            .Select(path => Path.GetFileNameWithoutExtension(path))
        : [];

    // dog_train.txt lists the images of train with 1, 0 or -1 for dogs behind each.
    private bool IsListOfOneClass(string split)
    {
        var cut = split.LastIndexOf('_');
        return cut > 0 && _folders.Any(folder => File.Exists(ListPath(folder, split[(cut + 1)..])))
            && _folders.Any(
                folder => File.Exists(ListPath(folder, split)) && LinesOf(ListPath(folder, split)).Take(1).Any(ClassListFlag().IsMatch));
    }

    private static IEnumerable<string> ReadNames(string path) =>
        LinesOf(path).Select(line => ClassListFlag().Replace(line, "").Trim()).Where(name => name.Length > 0);

    private static IEnumerable<string> LinesOf(string path) => RegularFile.Lines(path, ImageFolders.MostBytesOfAList);

    private static string ListPath(string folder, string split) => Path.Combine(folder, "ImageSets", "Main", $"{split}.txt");

    private static bool IsVocFolder(string folder) =>
        Directory.Exists(Path.Combine(folder, "Annotations")) && Directory.Exists(Path.Combine(folder, "ImageSets", "Main"));

    private static string[] YearFolders(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Where(IsVocFolder).Order(StringComparer.Ordinal)]
        : [];

    private static void RequireFolder(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException(
                $"{path}: there is no such folder; a VOC folder has JPEGImages, Annotations and {Path.Combine("ImageSets", "Main")}.");
        }
    }

    [GeneratedRegex(@"\s+(-1|0|1)\s*$")]
    private static partial Regex ClassListFlag();
}
