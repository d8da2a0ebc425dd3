using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Describes a folder that is not a data set: its content and the remedy.</summary>
internal static class NoDataset
{
    private const int MostNamed = 5;

    /// <summary>The message.</summary>
    public static string Describe(string folder)
    {
        string[] files = [.. new FolderWalk(folder, path => !FolderContent.IsHidden(path)).Files().Order(StringComparer.Ordinal)];
        return $"{folder}: this is not a data set; it has {Found(folder, files)}. {ToDo(folder, files)}";
    }

    private static string Found(string folder, string[] files)
    {
        string[] folders = [.. FolderContent.Folders(folder).Select(path => Path.GetFileName(path))];
        var found = new[] { (files.Count(ImageFile.HasExtension), "image"), (Count(files, ".xml"), ".xml file"),
            (Count(files, ".txt"), ".txt file"), (Count(files, ".json"), ".json file"), (files.Count(YamlLayout.IsYaml), ".yaml file") }
            .Where(kind => kind.Item1 > 0).Select(kind => Printable.Count(kind.Item1, kind.Item2));
        var named = folders.Length == 0 ? [] : new[]
        {
            "the folders " + string.Join(", ", folders.Take(MostNamed).Select(name => Printable.Of(name)))
                + (folders.Length > MostNamed ? ", ..." : ""),
        };
        return string.Join(", ", found.Concat(named)) is { Length: > 0 } text ? text : "no supported file";
    }

    private static string ToDo(string folder, string[] files)
    {
        if (FolderContent.Folders(folder).FirstOrDefault(inside => DatasetLayouts.Open(inside) is not null) is { } dataset)
            return $"Give the folder {dataset}.";
        if (ForeignExport.ToDo(files) is { } export)
            return export;
        if (files.Any(ImageFile.HasExtension))
        {
            return files.Any(YoloFolderLayout.IsClassFile) ? "No .txt file has the name of an image; export one for each image."
                : Count(files, ".txt") > 0 ? "Add a file classes.txt with the class names, one per line."
                : Count(files, ".xml") + Count(files, ".json") > 0
                    ? "Export the labels as Pascal VOC (.xml), COCO (.json) or YOLO (.txt), named like the images, beside the images."
                    : "Draw boxes on the images with a labelling tool, and put its export beside them.";
        }
        return Count(files, ".xml") + Count(files, ".txt") + Count(files, ".json") > 0
            ? "Put the images beside the labels, or in a folder 'images'."
            : "Give a folder of images with labels in the format of Pascal VOC, COCO or YOLO.";
    }

    private static int Count(string[] files, string ending) =>
        files.Count(path => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
