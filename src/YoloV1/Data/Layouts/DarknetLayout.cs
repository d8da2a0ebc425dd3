using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>Darknet's <c>obj.data</c>, which names a list of images for each split and a file of class names; CVAT's YOLO.</summary>
internal sealed class DarknetLayout : IDatasetLayout
{
    private static readonly (string Key, string Split)[] Keys = [("train", "train"), ("valid", "val"), ("val", "val"), ("test", "test")];

    /// <inheritdoc/>
    public IDatasetSource? Open(string folder)
    {
        string[] files = [.. FolderContent.Files(folder, "*.data").Where(IsDataFile).Order(StringComparer.Ordinal)];
        return files.Length switch
        {
            0 => null,
            1 => OpenFile(files[0]),
            _ => throw new ArgumentException(
                $"{folder}: {string.Join(", ", files.Select(Path.GetFileName))} are possible; give one of the files."),
        };
    }

    /// <summary>Opens a <c>.data</c> file.</summary>
    /// <exception cref="FileNotFoundException">The file, or the file of class names, is missing.</exception>
    /// <exception cref="InvalidDataException">The file names no split or no class names.</exception>
    public static YoloTextSource OpenFile(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file; check the path.", path);
        var values = ValuesOf(RegularFile.Lines(path, YamlFile.MostBytes));
        var root = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string[] roots = [root, Path.GetDirectoryName(root) ?? root];
        if (!values.TryGetValue("names", out var names))
            throw new InvalidDataException($"{path}: 'names' is missing; write the path of the file of class names, one per line.");
        if (values.Any(pair => pair.Value.Contains('\0', StringComparison.Ordinal)))
            throw new InvalidDataException($"{path}: a path contains the character \\0; correct it.");
        if (!Path.Exists(Resolve(names)))
            throw new FileNotFoundException($"{path}: the file of class names '{Printable.Of(names)}' is missing; correct 'names'.", path);
        var classes = ClassNames.FromFile(Resolve(names));
        if (values.TryGetValue("classes", out var said) && !(NumberText.TryReadWhole(said, out var count) && count == classes.Count))
        {
            throw new InvalidDataException($"{path}: 'classes' is {Printable.Of(said)}, but {Printable.Of(names)} has "
                + $"{Printable.Count(classes.Count, "name")}; correct one of them.");
        }
        var splits = Keys.Where(key => values.ContainsKey(key.Key)).Select(key => (key.Split, Resolve(values[key.Key]))).ToList();
        if (splits.Find(split => Directory.Exists(split.Item2)) is ({ } folderSplit, { } folder))
        {
            throw new InvalidDataException(
                $"{path}: the {folderSplit} split is the folder {Printable.Path(folder)}; write the path of a list of images.");
        }
        return splits.Count > 0
            ? new(new YoloSplits(root, classes, splits))
            : throw new InvalidDataException($"{path}: there is neither 'train' nor 'valid'; write the path of a list of images.");

        // Darknet takes paths from where it runs; exports say data/train.txt of what lies beside the file.
        string Resolve(string value) =>
            WrittenPath.Find(value, roots, full => Path.Exists(full) ? full : null) ?? Path.GetFullPath(Path.Combine(root, value));
    }

    private static bool IsDataFile(string path) => ValuesOf(FolderContent.HeadOf(path).Split('\n')).ContainsKey("names");

    private static Dictionary<string, string> ValuesOf(IEnumerable<string> lines) => lines
        .Select(line => line.Split('#')[0].Split('=', 2, StringSplitOptions.TrimEntries))
        .Where(pair => pair.Length == 2 && pair[1].Length > 0)
        .GroupBy(pair => pair[0], StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);
}
