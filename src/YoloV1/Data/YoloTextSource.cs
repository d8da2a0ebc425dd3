namespace YoloV1.Data;

/// <summary>A data set with a YAML file and text labels.</summary>
internal sealed class YoloTextSource : IDatasetSource
{
    private static readonly string[] PictureFolderNames = ["images", "JPEGImages"];

    private readonly YoloYaml _yaml;

    /// <summary>Reads the YAML file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is wrong; the message names the line.</exception>
    public YoloTextSource(string yamlPath) => _yaml = YoloYaml.Open(yamlPath);

    /// <inheritdoc/>
    public ClassNames Classes => _yaml.Names;

    /// <inheritdoc/>
    public IReadOnlyList<string> Splits => _yaml.Splits;

    /// <inheritdoc/>
    public IReadOnlyList<DatasetEntry> Read(string split, ClassNames classes, FaultLog faults)
    {
        int[] classIds = [.. Classes.Select(classes.IndexOf)];
        var pictures = PicturesOf(split, faults).Distinct(StringComparer.Ordinal).ToList();
        if (pictures.Count == 0)
            faults.Add(DataFaultKind.MissingPicture, string.Join(", ", _yaml.PlacesOf(split)), $"there is no picture for split '{split}'; correct the path, or add pictures.");
        // The header of each picture is read for its size: on a slow disk that is most of the time.
        return [.. pictures.AsParallel().AsOrdered().Select(picture => Read(picture, classIds)).AsSequential().Select(Merge).OfType<DatasetEntry>()];

        DatasetEntry? Merge((DatasetEntry? Entry, FaultLog Found) read)
        {
            faults.AddAll(read.Found);
            return read.Entry;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> FilesOf(string split) => PicturesOf(split, new(strict: false)).SelectMany(picture => new[] { picture, LabelOf(picture) });

    /// <inheritdoc/>
    public IEnumerable<string> LabelFiles() => PictureFiles().Select(picture => Path.GetDirectoryName(LabelOf(picture))!).Distinct(StringComparer.Ordinal)
        .Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal)).Where(IsLabel);

    /// <inheritdoc/>
    public IEnumerable<string> PictureFiles()
    {
        var unheard = new FaultLog(strict: false);
        return Splits.SelectMany(split => PicturesOf(split, unheard)).Select(picture => Path.GetDirectoryName(picture)!).Distinct(StringComparer.Ordinal)
            .SelectMany(PictureFolders.Within).Distinct(StringComparer.Ordinal);
    }

    private (DatasetEntry? Entry, FaultLog Found) Read(string picture, int[] classIds)
    {
        var found = new FaultLog(strict: false);
        return (ReadEntry(picture, classIds, found), found);
    }

    private DatasetEntry? ReadEntry(string picture, int[] classIds, FaultLog faults)
    {
        if (PictureSizes.Read(picture, faults) is not { } size)
            return null;
        var label = LabelOf(picture);
        var hasLabel = File.Exists(label);
        var name = Path.GetRelativePath(_yaml.Root, picture).Replace('\\', '/');
        return new(new(name, size, hasLabel ? YoloLabel.Read(label, classIds, Classes, size, faults) : []), picture, HasPicture: true, hasLabel ? label : null);
    }

    private IEnumerable<string> PicturesOf(string split, FaultLog faults)
    {
        var folders = new PictureFolders();
        foreach (var place in _yaml.PlacesOf(split))
        {
            if (!YoloYaml.IsList(place))
            {
                if (!Directory.Exists(place))
                    faults.Add(DataFaultKind.MissingPicture, place, $"split '{split}' is to be here and is not; correct the path: a folder of pictures, or a .txt file that lists them.");
                foreach (var picture in PictureFolders.Within(place))
                    yield return picture;
                continue;
            }
            var line = 0;
            foreach (var text in File.ReadLines(place))
            {
                line++;
                if (text.Trim() is not { Length: > 0 } listed)
                    continue;
                if (FindListed(listed, place, folders) is { } picture)
                    yield return picture;
                else
                    faults.Add(DataFaultKind.MissingPicture, $"{place}({line})", $"picture '{listed}' is missing; add it, or take it off the list.");
            }
        }
    }

    // From the data set's folder or, where it starts with ./, from the list's own; each is tried for the other.
    private string? FindListed(string listed, string list, PictureFolders folders)
    {
        var own = Path.GetDirectoryName(list)!;
        var roots = listed.StartsWith("./", StringComparison.Ordinal) ? [own, _yaml.Root] : new[] { _yaml.Root, own };
        return roots.Select(root => folders.Find(Path.GetFullPath(Path.Combine(root, listed)))).FirstOrDefault(found => found is not null);
    }

    /// <summary>The label of a picture: the last folder <c>images</c> of its path becomes <c>labels</c>; without one it lies beside the picture.</summary>
    internal static string LabelOf(string picture)
    {
        var parts = Path.ChangeExtension(picture, ".txt").Split(Path.DirectorySeparatorChar);
        var at = Array.FindLastIndex(parts, part => PictureFolderNames.Contains(part, StringComparer.Ordinal));
        if (at >= 0)
            parts[at] = "labels";
        return string.Join(Path.DirectorySeparatorChar, parts);
    }

    // The same folder may hold lists of pictures and of classes.
    private bool IsLabel(string path) => Path.GetFileName(path) is not "classes.txt" && !Splits.SelectMany(_yaml.PlacesOf).Contains(path, StringComparer.Ordinal);
}
