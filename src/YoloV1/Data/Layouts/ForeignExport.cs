using System.Text.RegularExpressions;

namespace YoloV1.Data;

/// <summary>Exports of tools and public data sets whose labels are not read, by what their files are called and hold.</summary>
internal static partial class ForeignExport
{
    // Of a set in one format any file shows it.
    private const int MostLooked = 20;

    private static readonly string[] Archives = [".zip", ".tar", ".gz", ".tgz", ".7z", ".rar"];

    private static readonly (string Ending, Regex Content, string Name)[] Kinds =
    [
        (".json", Via(), "VIA's own format"),
        (".csv", ViaTable(), "VIA's own format"),
        (".json", LabelMe(), "LabelMe's own format"),
        (".json", CreateMl(), "CreateML's format"),
        (".json", Supervisely(), "Supervisely's own format"),
        (".json", Vott(), "VoTT's own format"),
        (".json", LabelStudio(), "Label Studio's own format"),
        (".json", Datumaro(), "Datumaro's own format"),
        (".json", Bdd(), "BDD100K's format"),
        (".json", CocoResults(), "a file of COCO results"),
        (".ndjson", Any(), "Labelbox's own format"),
        (".xml", Cvat(), "CVAT's own format"),
        (".txt", Kitti(), "KITTI's format"),
        (".txt", Dota(), "DOTA's format"),
        (".csv", OpenImages(), "OpenImages' format"),
        (".csv", Any(), "a table"),
        (".tfrecord", Any(), "a TFRecord"),
        (".record", Any(), "a TFRecord"),
    ];

    /// <summary>What to do with such an export; null where there is none.</summary>
    /// <param name="files">The files of a folder and of those inside it.</param>
    public static string? ToDo(IReadOnlyList<string> files)
    {
        foreach (var (ending, content, name) in Kinds)
            if (files.Where(path => HasEnding(path, ending)).Take(MostLooked).FirstOrDefault(path => IsOf(path, content)) is { } file)
                return $"'{Path.GetFileName(file)}' is {name}, which is not read; export the labels as Pascal VOC (.xml), COCO (.json) or "
                    + "YOLO (.txt).";
        return files.FirstOrDefault(path => Archives.Any(ending => HasEnding(path, ending))) is { } archive
            ? $"Unpack '{Path.GetFileName(archive)}'."
            : null;
    }

    private static bool HasEnding(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(string path, Regex content) => content.IsMatch(FolderContent.HeadOf(path));

    [GeneratedRegex("\"shape_attributes\"")]
    private static partial Regex Via();

    [GeneratedRegex("region_shape_attributes")]
    private static partial Regex ViaTable();

    [GeneratedRegex("\"(shapes|imagePath)\"\\s*:")]
    private static partial Regex LabelMe();

    [GeneratedRegex("\"coordinates\"\\s*:\\s*\\{")]
    private static partial Regex CreateMl();

    [GeneratedRegex("\"(classTitle|geometryType)\"")]
    private static partial Regex Supervisely();

    [GeneratedRegex("\"assets\"\\s*:\\s*\\{")]
    private static partial Regex Vott();

    [GeneratedRegex("\"rectanglelabels\"")]
    private static partial Regex LabelStudio();

    [GeneratedRegex("\"(dm_format_version|categories\"\\s*:\\s*\\{)")]
    private static partial Regex Datumaro();

    [GeneratedRegex("\"box2d\"")]
    private static partial Regex Bdd();

    [GeneratedRegex(@"^\s*\[\s*\{\s*""image_id""")]
    private static partial Regex CocoResults();

    [GeneratedRegex("<annotations[\\s>]")]
    private static partial Regex Cvat();

    [GeneratedRegex(@"^[A-Za-z_]+( -?[\d.]+){14,15}\s*$", RegexOptions.Multiline)]
    private static partial Regex Kitti();

    [GeneratedRegex(@"^(imagesource:|(-?[\d.]+ ){8}[\w-]+ [012]\s*$)", RegexOptions.Multiline)]
    private static partial Regex Dota();

    [GeneratedRegex("^ImageID,")]
    private static partial Regex OpenImages();

    [GeneratedRegex("")]
    private static partial Regex Any();
}
