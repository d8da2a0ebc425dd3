using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A data set with text labels.</summary>
internal sealed class YoloTextSource : IDatasetSource
{
    private readonly IYoloSplits _splits;
    private readonly YoloLabelPlaces _labels = new();

    /// <summary>Reads the YAML file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is wrong; the message names the line.</exception>
    public YoloTextSource(string yamlPath)
        : this(YoloYaml.Open(yamlPath))
    {
    }

    /// <summary>A data set whose splits are known.</summary>
    public YoloTextSource(IYoloSplits splits) => _splits = splits;

    /// <inheritdoc/>
    public DataFormat Format => DataFormat.Yolo;

    /// <inheritdoc/>
    public FileDataset Open(string split, ClassNames? classes, bool skipBroken, ImageLimits limits) =>
        new YoloTextDataset(this, split, classes, skipBroken) { ImageLimits = limits };

    /// <inheritdoc/>
    public bool IsThere(string split) => _splits.PlacesOf(split).Any(Path.Exists);

    /// <summary>The shape of the key points as the file has it; null where there are none.</summary>
    public string? KeyPointShape => _splits.KeyPointShape;

    /// <inheritdoc/>
    public ClassNames Classes => _splits.Names;

    /// <inheritdoc/>
    public IReadOnlyList<string> Splits => _splits.Splits;

    /// <inheritdoc/>
    public IReadOnlyList<DatasetEntry> Read(string split, ClassNames classes, FaultLog faults)
    {
        var earlier = faults.Faults.Count;
        var images = ImagesOf(split, faults).Distinct(StringComparer.Ordinal).ToList();
        var isSaid = faults.Faults.Skip(earlier).Any(fault => fault.Kind is not DataFaultKind.NameNotUtf8);
        if (images.Count == 0 && !isSaid)
        {
            faults.Add(
                DataFaultKind.MissingSplit,
                string.Join(", ", _splits.PlacesOf(split)),
                $"there is no image for split '{Printable.Of(split)}'; correct the path, or add images.");
        }
        foreach (var image in _splits.PlacesOf(split).Where(Directory.Exists).SelectMany(ImageFolders.UnreadWithin))
            faults.Add(DataFaultKind.UnreadFormat, image, ImageFolders.WhyUnread(image));
        var entries = new YoloTextReader(_splits.Root, Classes, _labels.LabelOf) { KeyPointValues = _splits.KeyPointValues }
            .Read(images, classes, faults);
        if (entries.Count > 0 && !entries.Any(entry => entry.LabelPath is not null))
            faults.Add(DataFaultKind.EmptySplit, string.Join(", ", _splits.PlacesOf(split)), WithoutLabels(entries));
        return entries;
    }

    /// <inheritdoc/>
    public IEnumerable<string> FilesOf(string split) =>
        ImagesOf(split, new(strict: false)).SelectMany(image => new[] { image, _labels.LabelOf(image) });

    /// <inheritdoc/>
    public IEnumerable<string> LabelFiles(FaultLog faults)
    {
        // The same folder may hold lists of images and of classes.
        var others = Splits.SelectMany(_splits.PlacesOf).ToHashSet(StringComparer.Ordinal);
        return ImageFiles(faults).Select(image => Path.GetDirectoryName(_labels.LabelOf(image))!).Distinct(StringComparer.Ordinal)
            .Where(Directory.Exists)
            .SelectMany(folder => FolderContent.Files(folder, "*.txt").Order(StringComparer.Ordinal))
            .Where(path => Path.GetFileName(path) is not "classes.txt" && !others.Contains(path));
    }

    /// <inheritdoc/>
    public IEnumerable<string> ImageFiles(FaultLog faults)
    {
        var unheard = new FaultLog(strict: false);
        return Splits.SelectMany(split => ImagesOf(split, unheard))
            .Select(image => Path.GetDirectoryName(image)!).Distinct(StringComparer.Ordinal)
            .SelectMany(folder => ImageFolders.Within(folder, faults)).Distinct(StringComparer.Ordinal);
    }

    private string WithoutLabels(IReadOnlyList<DatasetEntry> entries)
    {
        var (first, label) = (entries[0].ImagePath, Path.GetFileName(_labels.LabelOf(entries[0].ImagePath)));
        return $"none of its {Printable.Count(entries.Count, "image")} has a label; '{label}' was searched in "
            + $"{string.Join(", ", _labels.FoldersFor(first))}; put the labels there.";
    }

    private IEnumerable<string> ImagesOf(string split, FaultLog faults)
    {
        var folders = new ImageFolders();
        foreach (var place in _splits.PlacesOf(split))
        {
            if (!YoloYaml.IsList(place))
            {
                if (!Directory.Exists(place))
                {
                    faults.Add(
                        DataFaultKind.MissingSplit,
                        place,
                        $"split '{Printable.Of(split)}' is missing here; correct the path: a folder of images, or a .txt file "
                        + "that lists them.");
                }
                foreach (var image in ImageFolders.Within(place, faults))
                    yield return image;
                continue;
            }
            var line = 0;
            foreach (var text in RegularFile.Lines(place, ImageFolders.MostBytesOfAList))
            {
                line++;
                if (text.Trim() is not { Length: > 0 } listed)
                    continue;
                if (FindListed(listed, place, folders.Find) is { } image)
                    yield return image;
                else if (FindListed(listed, place, ImageFolders.UnreadAt) is { } unread)
                    faults.Add(DataFaultKind.UnreadFormat, unread, ImageFolders.WhyUnread(unread));
                else
                    faults.Add(
                        DataFaultKind.MissingImage,
                        $"{place}({line})",
                        $"image '{Printable.Of(listed)}' is missing; add it, or remove it from the list.");
            }
        }
    }

    // From the data set's folder or, where it starts with ./, from the list's own; each is tried for the other.
    private string? FindListed(string listed, string list, Func<string, string?> find)
    {
        var own = Path.GetDirectoryName(list)!;
        var roots = listed.StartsWith("./", StringComparison.Ordinal) ? [own, _splits.Root] : new[] { _splits.Root, own };
        return WrittenPath.Find(listed, roots, find);
    }
}
