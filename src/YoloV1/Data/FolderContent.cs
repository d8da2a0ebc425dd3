using System.Text.RegularExpressions;
using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>What layouts ask of a folder.</summary>
internal static partial class FolderContent
{
    private const int MostLooked = 20;
    private const int HeadLength = 1 << 16;

    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = 0 };

    /// <summary>The files in a folder, without hidden ones and those whose names cannot be read.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">What their names are, in small or large letters.</param>
    public static IEnumerable<string> Files(string folder, string pattern = "*") =>
        Directory.EnumerateFiles(folder, pattern, AnyCase).Where(path => !IsHidden(path) && RegularFile.HasName(path));

    /// <summary>Whether a file's name begins with a point, as of those that macOS puts beside others into archives.</summary>
    public static bool IsHidden(string path) => Path.GetFileName(path.AsSpan()).StartsWith('.');

    /// <summary>A file with its ending, in large letters where it is there so.</summary>
    public static string WithEnding(string path, string ending) =>
        path + ending is var usual && !File.Exists(usual) && path + ending.ToUpperInvariant() is var large && File.Exists(large)
            ? large
            : usual;

    /// <summary>A folder in a folder, spelled as it is there, be it in other letters; as it is asked for where it is not.</summary>
    public static string Inside(string folder, string name)
    {
        var usual = Path.Combine(folder, name);
        return Directory.Exists(usual) || !Directory.Exists(folder) ? usual
            : Folders(folder).FirstOrDefault(path => Path.GetFileName(path).Equals(name, StringComparison.OrdinalIgnoreCase)) ?? usual;
    }

    /// <summary>The subfolders of a folder in ordinal order, without hidden ones and unreadable names.</summary>
    public static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder)
        .Where(path => !Path.GetFileName(path).StartsWith('.') && RegularFile.HasName(path)).Order(StringComparer.Ordinal);

    /// <summary>The folders in a folder that are named as splits are: train, val, valid, test.</summary>
    public static IEnumerable<string> SplitFolders(string folder) =>
        Folders(folder).Where(path => SplitNames.IsUsual(Path.GetFileName(path)));

    /// <summary>The Pascal VOC annotation files of a folder, optionally including subfolders.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="depth">Whether the folders inside it count.</param>
    /// <param name="faults">Receives the annotations and folders inside whose names cannot be read; null for nothing.</param>
    public static IEnumerable<string> VocLabels(
        string folder, SearchOption depth = SearchOption.AllDirectories, FaultLog? faults = null) =>
        XmlFiles(folder, depth, faults).Order(StringComparer.Ordinal);

    /// <summary>Whether a folder has annotations of Pascal VOC's kind: XML of other kinds is none.</summary>
    public static bool HasVocLabels(string folder, SearchOption depth = SearchOption.AllDirectories) =>
        XmlFiles(folder, depth).Take(MostLooked).Any(path => AnnotationElement().IsMatch(HeadOf(path)));

    /// <summary>Whether there is an image of the same name beside a file.</summary>
    public static bool IsBesideImage(string file, ImageFolders images) =>
        images.FindStem(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file)) is not null;

    /// <summary>Whether a folder itself has images.</summary>
    public static bool HasImages(string folder) => Files(folder).Any(ImageFile.HasExtension);

    /// <summary>The first characters of a text file, to recognize it; empty for a pipe or a device.</summary>
    public static string HeadOf(string path)
    {
        if (RegularFile.TryOpen(path) is not { } file)
            return "";
        using var reader = new StreamReader(file);
        var head = new char[HeadLength];
        return new(head, 0, reader.ReadBlock(head));
    }

    private static IEnumerable<string> XmlFiles(string folder, SearchOption depth, FaultLog? faults = null) =>
        depth == SearchOption.AllDirectories
            ? new FolderWalk(folder, IsXml, path => faults?.PassOver(path)).Files()
            : Files(folder).Where(IsXml);

    private static bool IsXml(string path) => path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && !IsHidden(path);

    [GeneratedRegex(@"<([\w.-]+:)?annotation[\s>]", RegexOptions.IgnoreCase)]
    private static partial Regex AnnotationElement();
}
