using System.Text.RegularExpressions;
using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Images with annotations of Pascal VOC's kind; the parts, such as the years of a devkit, are read as one.</summary>
internal sealed partial class VocSource : IDatasetSource
{
    private readonly IReadOnlyList<VocPart> _parts;
    private readonly Lazy<ClassNames> _classes;

    /// <summary>A data set of one part or more.</summary>
    public VocSource(IReadOnlyList<VocPart> parts)
    {
        _parts = parts;
        _classes = new(FindClasses);
    }

    /// <inheritdoc/>
    public DataFormat Format => DataFormat.Voc;

    /// <inheritdoc/>
    public ClassNames Classes => _classes.Value;

    /// <inheritdoc/>
    public IReadOnlyList<string> Splits =>
    [
        .. _parts.SelectMany(part => part.Splits).Distinct(StringComparer.Ordinal).Where(split => !IsListOfOneClass(split))
            .Order(StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    public FileDataset Open(string split, ClassNames? classes, bool skipBroken, ImageLimits limits) =>
        new VocDataset(this, split, classes, skipBroken) { ImageLimits = limits };

    /// <inheritdoc/>
    public IReadOnlyList<DatasetEntry> Read(string split, ClassNames classes, FaultLog faults)
    {
        var (names, images) = (NamesOf(split, faults).ToList(), new ImageFolders());
        if (names.Count == 0)
        {
            faults.Add(
                DataFaultKind.BrokenLabel,
                PartsOf(split)[0].ListOf(split),
                "the split is empty; write the name of an image on each line.");
        }
        var (found, boxes) = (new FaultLog(strict: false), new BoxReadings(BoxMeaning.CornersInPixels));
        DatasetEntry[] entries =
            [.. names.Select(image => ReadEntry(image.Part, image.Name, classes, images, found, boxes)).OfType<DatasetEntry>()];
        boxes.Judge(found, faults);
        return entries;
    }

    /// <inheritdoc/>
    public IEnumerable<string> FilesOf(string split)
    {
        var images = new ImageFolders();
        return NamesOf(split, new(strict: false)).SelectMany(image => new[]
        {
            image.Part.LabelOf(image.Name),
            FindImage(image.Part, image.Name, images),
        }).OfType<string>();
    }

    /// <inheritdoc/>
    public IEnumerable<string> LabelFiles(FaultLog faults) =>
        _parts.SelectMany(part => FolderContent.VocLabels(part.Labels, faults: faults));

    /// <inheritdoc/>
    public IEnumerable<string> ImageFiles(FaultLog faults) =>
        _parts.SelectMany(part => ImageFolders.Within(part.Images, faults)).Distinct(StringComparer.Ordinal);

    /// <summary>The images of a split with the objects as their files have them; no image is needed, and no box is checked.</summary>
    /// <param name="split">One of <see cref="Splits"/>; another is refused.</param>
    /// <param name="faults">Receives the problems.</param>
    public IEnumerable<(string Name, IReadOnlyList<VocObject> Objects)> ReadObjects(string split, FaultLog faults) =>
        NamesOf(split, faults).Distinct()
            .Select(image => (image.Name, (IReadOnlyList<VocObject>)[.. OpenLabel(image.Part, image.Name, faults)?.ReadObjects() ?? []]));

    /// <summary>Finds the files of images by their names on the splits; null for one that is not there.</summary>
    public Func<string, string?> ImageFinder()
    {
        var images = new ImageFolders();
        return name => _parts.Select(part => FindImage(part, name, images))
            .FirstOrDefault(path => path is not null);
    }

    private IEnumerable<(VocPart Part, string Name)> NamesOf(string split, FaultLog faults) => PartsOf(split).SelectMany(part =>
        (part.Lists is null ? part.LabelNames(faults) : ReadNames(part.ListOf(split)).Select(line => VocListLine.NameOf(line, part)))
            .Select(name => (part, name)));

    private List<VocPart> PartsOf(string split)
    {
        var parts = _parts.Where(part => part.Has(split)).ToList();
        var path = _parts[0].ListOf(split);
        return parts.Count > 0
            ? parts
            : throw new FileNotFoundException(
                $"{path}: there is no split '{Printable.Of(split)}'; the splits here are: "
                + $"{Printable.Of(string.Join(", ", Splits), longest: 400)}.", path);
    }

    private ClassNames FindClasses()
    {
        // Problems in annotations of other splits are reported when these are read.
        var faults = new FaultLog(strict: false);
        var names = LabelFiles(faults).SelectMany(path => VocAnnotation.Open(path, faults)?.ClassesOfObjects ?? []);
        string[] sorted = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return sorted.Length > 0
            ? new ClassNames(sorted)
            : throw new InvalidDataException(
                $"{_parts[0].Labels}: no annotation has an object; give the class names, or annotate the images."
                + (faults.Lines is [var first, ..] ? $" The first fault in them: {first}" : ""));
    }

    private static DatasetEntry? ReadEntry(
        VocPart part, string name, ClassNames classes, ImageFolders images, FaultLog faults, BoxReadings boxes)
    {
        if (OpenLabel(part, name, faults) is not { } file)
            return null;
        // An annotation in a folder of its own goes with the image in the folder of that name.
        var expected = Path.Combine(part.Images, Path.GetDirectoryName(name) ?? "", file.FileName ?? Path.GetFileName(name) + ".jpg");
        var found = (file.FileName is null ? null : images.Find(expected)) ?? FindImage(part, name, images);
        if ((file.Size ?? SizeOf(found, expected, name, faults)) is not { } size)
            return null;
        return new(new(name, size, file.ReadBoxes(classes, size, boxes)), found ?? expected, found is not null, part.LabelOf(name));
    }

    private static string? FindImage(VocPart part, string name, ImageFolders images) =>
        images.FindStem(Path.Combine(part.Images, Path.GetDirectoryName(name) ?? ""), Path.GetFileName(name))
            ?? images.FindWithin(part.Images, Path.GetFileName(name));

    private static VocAnnotation? OpenLabel(VocPart part, string name, FaultLog faults)
    {
        var label = part.LabelOf(name);
        if (File.Exists(label))
            return VocAnnotation.Open(label, faults);
        faults.Add(
            DataFaultKind.MissingLabel,
            label,
            $"image '{Printable.Of(name)}' has no annotation; add it, or remove the name from the split.");
        return null;
    }

    private static ImageSize? SizeOf(string? image, string expected, string name, FaultLog faults)
    {
        if (image is null)
        {
            faults.Add(DataFaultKind.MissingImage, expected, $"the image of annotation '{Printable.Of(name)}' is missing; add it.");
            return null;
        }
        return ImageSizes.Read(image, faults);
    }

    // dog_train.txt lists the images of train with 1, 0 or -1 for dogs behind each.
    private bool IsListOfOneClass(string split)
    {
        var cut = split.LastIndexOf('_');
        return cut > 0 && _parts.Any(part => part.Lists is not null && part.Has(split[(cut + 1)..]) && part.Has(split)
            && LinesOf(part.ListOf(split)).Take(1).Any(ClassListFlag().IsMatch));
    }

    private static IEnumerable<string> ReadNames(string path) =>
        LinesOf(path).Select(line => ClassListFlag().Replace(line, "").Trim()).Where(name => name.Length > 0);

    private static IEnumerable<string> LinesOf(string path) => RegularFile.Lines(path, ImageFolders.MostBytesOfAList);

    [GeneratedRegex(@"\s+(-1|0|1)\s*$")]
    private static partial Regex ClassListFlag();
}
