using System.Text.RegularExpressions;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>What layouts ask of a folder.</summary>
internal static partial class FolderContent
{
    private const int MostLooked = 20;
    private const int HeadLength = 4096;

    /// <summary>The folders in a folder, without hidden ones, in ordinal order.</summary>
    public static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder)
        .Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal);

    /// <summary>The folders in a folder that are named as splits are: train, val, valid, test.</summary>
    public static IEnumerable<string> SplitFolders(string folder) =>
        Folders(folder).Where(path => SplitNames.IsUsual(Path.GetFileName(path)));

    /// <summary>The annotation files of Pascal VOC's kind, in a folder alone or in those inside it too.</summary>
    public static IEnumerable<string> VocLabels(string folder, SearchOption depth = SearchOption.AllDirectories) =>
        Directory.EnumerateFiles(folder, "*.xml", depth).Where(path => !Path.GetFileName(path).StartsWith('.'))
            .Order(StringComparer.Ordinal);

    /// <summary>Whether a folder has annotations of Pascal VOC's kind: XML of other kinds is none.</summary>
    public static bool HasVocLabels(string folder, SearchOption depth = SearchOption.AllDirectories) =>
        Directory.EnumerateFiles(folder, "*.xml", depth).Take(MostLooked).Any(path => AnnotationElement().IsMatch(HeadOf(path)));

    /// <summary>Whether a file stands beside an image of its name.</summary>
    public static bool IsBesideImage(string file, ImageFolders images) =>
        images.FindStem(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file)) is not null;

    /// <summary>Whether a folder itself has images.</summary>
    public static bool HasImages(string folder) => Directory.EnumerateFiles(folder).Any(ImageFile.HasExtension);

    /// <summary>The first characters of a text file.</summary>
    public static string HeadOf(string path)
    {
        using var reader = new StreamReader(path);
        var head = new char[HeadLength];
        return new(head, 0, reader.ReadBlock(head));
    }

    [GeneratedRegex(@"<([\w.-]+:)?annotation[\s>]", RegexOptions.IgnoreCase)]
    private static partial Regex AnnotationElement();
}
