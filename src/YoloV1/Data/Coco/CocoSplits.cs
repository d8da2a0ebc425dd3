using System.Text.RegularExpressions;

namespace YoloV1.Data;

/// <summary>Which COCO file is which split: by the word for it in the file's name, as in <c>instances_val2017.json</c>.</summary>
internal sealed partial class CocoSplits
{
    private readonly string[] _paths;
    private readonly bool _isOneFile;

    /// <summary>Finds the files.</summary>
    /// <param name="path">
    /// A file, beside which those of other splits are looked for, or a folder with some in it or in its <c>annotations</c>.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public CocoSplits(string path)
    {
        _isOneFile = !Directory.Exists(path);
        if (_isOneFile && !File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file; check the path.", path);
        _paths = _isOneFile ? [path, .. Siblings(path)] : FilesOf(path);
        if (_paths.Length == 0)
            throw new FileNotFoundException(
                $"{path}: there is no file such as annotations/instances_train.json; give the file itself.", path);
    }

    /// <summary>The file that was asked for, or the first of a folder.</summary>
    public string First => _paths[0];

    /// <summary>The splits in the order of their files: the file asked for first.</summary>
    public IReadOnlyList<string> Names => [.. _paths.Select(NameOf)];

    /// <summary>Whether a folder has such files.</summary>
    public static bool Recognizes(string folder) => FilesOf(folder).Length > 0;

    /// <summary>The split that a file is: the word in its name, or the whole name when it has none.</summary>
    public static string NameOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return SplitWord().Match(name) is { Success: true } match ? match.Groups["word"].Value : name;
    }

    /// <summary>The file of a split. A single file whose name has no word for a split is whatever split is asked for.</summary>
    /// <exception cref="FileNotFoundException">There is no such split.</exception>
    public string Find(string split)
    {
        if (_paths.FirstOrDefault(path => NameOf(path) == split) is { } found)
            return found;
        return _isOneFile && !SplitWord().IsMatch(Path.GetFileNameWithoutExtension(First))
            ? First
            : throw new FileNotFoundException(
                $"{First}: there is no split '{split}'; the splits here are: {string.Join(", ", Names)}. "
                + $"A split is a file with its word in the name, such as instances_{split}.json.",
                First);
    }

    private static IEnumerable<string> Siblings(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (SplitWord().Match(name) is not { Success: true } match)
            return [];
        var at = match.Groups["word"];
        var (before, after) = (name[..at.Index], name[(at.Index + at.Length)..]);
        return FilesIn(Path.GetDirectoryName(Path.GetFullPath(path))!)
            .Where(other => Path.GetFileNameWithoutExtension(other) is var stem && stem != name
                && SplitWord().Match(stem) is { Success: true } found
                && stem[..found.Groups["word"].Index] == before
                && stem[(found.Groups["word"].Index + found.Groups["word"].Length)..] == after);
    }

    private static string[] FilesOf(string folder) =>
        [.. new[] { Path.Combine(folder, "annotations"), folder }.Select(FilesIn).FirstOrDefault(files => files.Length > 0) ?? []];

    private static string[] FilesIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json")
            .Where(path => SplitWord().IsMatch(Path.GetFileNameWithoutExtension(path))).Order(StringComparer.Ordinal)]
        : [];

    [GeneratedRegex("(?<![A-Za-z])(?<word>train|val|valid|test|trainval|minival)(?![A-Za-z])")]
    private static partial Regex SplitWord();
}
