using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>
/// Writes the parts of a data set as lists or, for COCO, as files beside it: no image and no label file is moved or copied.
/// </summary>
internal static class SplitLists
{
    private const string YamlName = "split.yaml";

    /// <summary>Writes a list for each part, and for text labels a YAML file that names them; for COCO a file for each part.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="source">The same, open.</param>
    /// <param name="parts">Its parts.</param>
    /// <returns>What to give as the data set from now on.</returns>
    /// <exception cref="IOException">A file is there already, or cannot be written.</exception>
    public static string Write(string data, IDatasetSource source, IReadOnlyList<FileDataset> parts)
    {
        var folder = Directory.Exists(data) ? data : Path.GetDirectoryName(Path.GetFullPath(data))!;
        return source.Format switch
        {
            DataFormat.Voc => WriteVoc(folder, parts),
            DataFormat.Yolo => WriteYolo(folder, source, parts),
            _ => WriteCoco((CocoSource)source, parts),
        };
    }

    private static string WriteVoc(string folder, IReadOnlyList<FileDataset> parts)
    {
        var lists = Path.Combine(folder, "ImageSets", "Main");
        Require([.. parts.Select(part => ListOf(lists, part))]);
        Directory.CreateDirectory(lists);
        foreach (var part in parts)
            AtomicFile.WriteLines(ListOf(lists, part), NamesOf(part));
        return folder;
    }

    private static string WriteYolo(string folder, IDatasetSource source, IReadOnlyList<FileDataset> parts)
    {
        var yaml = Path.Combine(folder, YamlName);
        Require([.. parts.Select(part => ListOf(folder, part)), yaml]);
        foreach (var part in parts)
            AtomicFile.WriteLines(ListOf(folder, part), PathsOf(part).Select(path => "./" + Relative(folder, path)));
        AtomicFile.WriteLines(yaml,
        [
            .. parts.Select(part => $"{part.Split}: {part.Split}.txt"),
            .. source is YoloTextSource { KeyPointShape: { } shape } ? [$"kpt_shape: {shape}"] : Array.Empty<string>(),
            "names:",
            .. source.Classes.Select((name, id) => $"  {id}: {YamlText.Quoted(name)}"),
        ]);
        return yaml;
    }

    private static string WriteCoco(CocoSource source, IReadOnlyList<FileDataset> parts)
    {
        var file = source.PathOf(((FilePart)parts[0]).Whole.Split);
        Require(parts.Select(part => CocoSplitFiles.PathOf(file, part.Split)));
        CocoSplitFiles.Write(file, parts);
        return CocoSplitFiles.PathOf(file, parts[0].Split);
    }

    private static void Require(IEnumerable<string> files)
    {
        if (files.FirstOrDefault(Path.Exists) is { } there)
            throw new IOException($"{there}: this file exists and is not overwritten; delete it, or give --output a folder.");
    }

    private static string ListOf(string folder, FileDataset part) => Path.Combine(folder, $"{part.Split}.txt");

    private static string Relative(string folder, string path) => WrittenPath.WithSlashes(Path.GetRelativePath(folder, path));

    private static IEnumerable<string> PathsOf(FileDataset part) => Enumerable.Range(0, part.Count).Select(part.ImagePath);

    private static IEnumerable<string> NamesOf(FileDataset part) =>
        Enumerable.Range(0, part.Count).Select(index => part.GetAnnotation(index).Name);
}
