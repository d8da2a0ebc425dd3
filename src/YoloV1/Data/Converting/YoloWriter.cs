using System.Globalization;
using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>Writes text labels with a YAML file; a list file for each split, since an image may be in several.</summary>
internal sealed class YoloWriter(string root, ClassNames classes) : IDatasetWriter
{
    private readonly List<string> _splits = [];

    public string ImageFolder => Path.Combine(root, "images");

    public void Write(string split, IReadOnlyList<ConvertedImage> images)
    {
        var labels = Directory.CreateDirectory(Path.Combine(root, "labels")).FullName;
        foreach (var image in images)
            File.WriteAllLines(SafePath.In(labels, image.Stem + ".txt", $"image '{image.FileName}'"), image.Boxes.Select(Line));
        AtomicFile.WriteLines(SafePath.In(root, split + ".txt", $"split '{split}'"), images.Select(image => $"./images/{image.FileName}"));
        _splits.Add(split);
        File.WriteAllLines(Path.Combine(root, "data.yaml"),
        [
            .. _splits.Select(name => $"{YamlText.Quoted(name)}: {YamlText.Quoted(name + ".txt")}"),
            "names:",
            .. classes.Select((name, id) => $"  {id}: {YamlText.Quoted(name)}"),
        ]);
    }

    /// <summary>The line of an object, with as many digits as bring each number back.</summary>
    internal static string Line(LabeledBox labeled)
    {
        var ((x, y, width, height), classId, _, _) = labeled;
        return string.Create(CultureInfo.InvariantCulture, $"{classId} {x} {y} {width} {height}");
    }
}
