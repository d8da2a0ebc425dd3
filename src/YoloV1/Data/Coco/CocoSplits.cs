using System.Text.RegularExpressions;
using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>
/// Which COCO file is which split: by the word for it in the file's name, as in <c>instances_val2017.json</c>, or in its folder's.
/// </summary>
internal sealed partial class CocoSplits
{
    private const string Instances = "instances_";

    // The keys that identify a file, with their quotes.
    private const int LongestKey = 16;

    private static readonly string[] OtherKinds = ["captions_", "person_keypoints_", "stuff_", "panoptic_", "image_info_"];

    private readonly (string Split, string Path)[] _files;

    /// <summary>Finds the files.</summary>
    /// <param name="path">
    /// A file, beside which files of other splits are searched, or a folder with some in it, in its <c>annotations</c>, or in its
    /// folders train, valid and test.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public CocoSplits(string path)
    {
        var isOneFile = !Directory.Exists(path);
        if (isOneFile && !File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file; check the path.", path);
        _files = [.. Named(isOneFile ? [path, .. Siblings(path)] : FilesOf(path))];
        if (_files.Length == 0)
            throw new FileNotFoundException(
                $"{path}: there is no file such as annotations/instances_train.json; give the file itself.", path);
    }

    /// <summary>The file that was asked for, or the first of a folder.</summary>
    public string First => _files[0].Path;

    /// <summary>The splits in the order of their files: the file asked for first.</summary>
    public IReadOnlyList<string> Names => [.. _files.Select(file => file.Split)];

    /// <summary>Whether a folder has such files.</summary>
    public static bool Recognizes(string folder) => FilesOf(folder).Any();

    /// <summary>The split that a file is: the word in its name or else its folder's; without either the rest of the name.</summary>
    public static string NameOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (SplitWord().Match(name) is { Success: true } match)
            return match.Groups["word"].Value;
        return FolderOf(path) is var folder && SplitNames.IsUsual(folder) ? folder
            : name.StartsWith(Instances, StringComparison.Ordinal) && name.Length > Instances.Length ? name[Instances.Length..]
            : name;
    }

    /// <summary>The file of a split.</summary>
    /// <exception cref="FileNotFoundException">There is no such split.</exception>
    public string Find(string split) => _files.FirstOrDefault(file => file.Split == split).Path
        ?? throw new FileNotFoundException(
            $"{First}: there is no split '{Printable.Of(split)}'; the splits here are: "
            + $"{Printable.Of(string.Join(", ", Names), longest: 400)}. "
            + $"A split is a file with its word in the name, such as instances_{Printable.Of(split)}.json.",
            First);

    // Of two files with the same word each is a split by its whole name.
    private static IEnumerable<(string Split, string Path)> Named(IEnumerable<string> paths) => paths.GroupBy(NameOf)
        .SelectMany(group => group.Select(path => (group.Skip(1).Any() ? Path.GetFileNameWithoutExtension(path) : group.Key, path)));

    private static IEnumerable<string> Siblings(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileNameWithoutExtension(path));
        if (SplitWord().Match(name) is { Success: true } match)
        {
            var at = match.Groups["word"];
            var (before, after) = (name[..at.Index], name[(at.Index + at.Length)..]);
            return FolderContent.Files(folder, "*.json").Order(StringComparer.Ordinal)
                .Where(other => Path.GetFileNameWithoutExtension(other) is var stem && stem != name
                    && SplitWord().Match(stem) is { Success: true } found
                    && stem[..found.Groups["word"].Index] == before
                    && stem[(found.Groups["word"].Index + found.Groups["word"].Length)..] == after);
        }
        return SplitNames.IsUsual(FolderOf(path)) && Path.GetDirectoryName(folder) is { } around
            ? FolderContent.SplitFolders(around).Where(other => other != folder)
                .Select(other => Path.Combine(other, Path.GetFileName(path))).Where(File.Exists)
            : [];
    }

    private static IEnumerable<string> FilesOf(string folder)
    {
        string[] places = [FolderContent.Inside(folder, "annotations"), folder];
        if (places.Select(FilesIn).FirstOrDefault(files => files.Length > 0) is { } here)
            return here;
        return FolderContent.SplitFolders(folder).SelectMany(FilesIn);
    }

    private static string[] FilesIn(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        string[] files = [.. FolderContent.Files(folder, "*.json").Where(IsCoco).Order(StringComparer.Ordinal)];
        string[] instances = [.. files.Where(path => Path.GetFileName(path).StartsWith(Instances, StringComparison.OrdinalIgnoreCase))];
        return instances.Length > 0 ? instances : [.. files.Where(path => !IsOfAnotherKind(path))];
    }

    private static bool IsOfAnotherKind(string path) =>
        OtherKinds.Any(kind => Path.GetFileName(path).StartsWith(kind, StringComparison.Ordinal));

    // A file's name tells mostly; else its keys do.
    private static bool IsCoco(string path) => Path.GetFileName(path) is var name
        && (name.StartsWith(Instances, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".coco.json", StringComparison.OrdinalIgnoreCase) || HasKeys(path));

    // Such files are mostly one line, which may be longer than the memory.
    private static bool HasKeys(string path)
    {
        if (RegularFile.TryOpen(path) is not { } file)
            return false;
        using var reader = new StreamReader(file);
        var (block, kept) = (new char[1 << 16], 0);
        var (images, categories) = (false, false);
        while (!(images && categories) && reader.ReadBlock(block, kept, block.Length - kept) is > 0 and var count)
        {
            var text = block.AsSpan(0, kept + count);
            images |= text.Contains("\"images\"", StringComparison.Ordinal);
            categories |= text.Contains("\"categories\"", StringComparison.Ordinal);
            // A key may stand across two blocks.
            kept = Math.Min(text.Length, LongestKey);
            text[^kept..].CopyTo(block);
        }
        return images && categories;
    }

    private static string FolderOf(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "";

    [GeneratedRegex("(?<![a-z])(?<word>train|val|valid|test|trainval|minival)(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex SplitWord();
}
