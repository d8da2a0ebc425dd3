using System.Text.RegularExpressions;
using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>What layouts ask of a folder.</summary>
internal static partial class FolderContent
{
    private const int MostLooked = 20;
    private const int HeadLength = 1 << 16;

    /// <summary>The files in a folder, without those whose names cannot be read.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*") =>
        Directory.EnumerateFiles(folder, pattern).Where(RegularFile.HasName);

    /// <summary>The folders in a folder, without hidden ones and those whose names cannot be read, in ordinal order.</summary>
    public static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder)
        .Where(path => !Path.GetFileName(path).StartsWith('.') && RegularFile.HasName(path)).Order(StringComparer.Ordinal);

    /// <summary>The folders in a folder that are named as splits are: train, val, valid, test.</summary>
    public static IEnumerable<string> SplitFolders(string folder) =>
        Folders(folder).Where(path => SplitNames.IsUsual(Path.GetFileName(path)));

    /// <summary>The annotation files of Pascal VOC's kind, in a folder alone or in those inside it too.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="depth">Whether the folders inside it count.</param>
    /// <param name="faults">Receives the annotations and folders inside whose names cannot be read; null for nothing.</param>
    public static IEnumerable<string> VocLabels(
        string folder, SearchOption depth = SearchOption.AllDirectories, FaultLog? faults = null) =>
        XmlFiles(folder, depth, faults).Where(path => !Path.GetFileName(path).StartsWith('.'))
            .Order(StringComparer.Ordinal);

    /// <summary>Whether a folder has annotations of Pascal VOC's kind: XML of other kinds is none.</summary>
    public static bool HasVocLabels(string folder, SearchOption depth = SearchOption.AllDirectories) =>
        XmlFiles(folder, depth).Take(MostLooked).Any(path => AnnotationElement().IsMatch(HeadOf(path)));

    /// <summary>Whether a file stands beside an image of its name.</summary>
    public static bool IsBesideImage(string file, ImageFolders images) =>
        images.FindStem(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file)) is not null;

    /// <summary>Whether a folder itself has images.</summary>
    public static bool HasImages(string folder) => Files(folder).Any(ImageFile.HasExtension);

    /// <summary>The first characters of a text file, by which it is known; nothing of a pipe or a device.</summary>
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

    private static bool IsXml(string path) => path.EndsWith(".xml", StringComparison.Ordinal);

    [GeneratedRegex(@"<([\w.-]+:)?annotation[\s>]", RegexOptions.IgnoreCase)]
    private static partial Regex AnnotationElement();
}
