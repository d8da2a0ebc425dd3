using System.Globalization;
using System.Xml.Linq;
using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>Writes a Pascal VOC folder; corners are counted from 1, both inclusive, and may have decimals.</summary>
internal sealed class VocWriter(string root, ClassNames classes) : IDatasetWriter
{
    public string ImageFolder => Path.Combine(root, "JPEGImages");

    public void Write(string split, IReadOnlyList<ConvertedImage> images)
    {
        var labels = Directory.CreateDirectory(Path.Combine(root, "Annotations")).FullName;
        var lists = Directory.CreateDirectory(Path.Combine(root, "ImageSets", "Main")).FullName;
        foreach (var image in images)
            Annotation(image, "JPEGImages", classes).Save(SafePath.In(labels, image.Stem + ".xml", $"image '{image.FileName}'"));
        AtomicFile.WriteLines(SafePath.In(lists, split + ".txt", $"split '{split}'"), images.Select(image => image.Stem));
    }

    /// <summary>The annotation of an image in a folder of that name.</summary>
    internal static XElement Annotation(ConvertedImage image, string folder, ClassNames classes) => new(
        "annotation",
        new XElement("folder", folder),
        new XElement("filename", image.FileName),
        new XElement("size", new XElement("width", image.Size.Width), new XElement("height", image.Size.Height), new XElement("depth", 3)),
        image.Boxes.Select(box => Object(box, image.Size, classes)));

    private static XElement Object(LabeledBox labeled, ImageSize size, ClassNames classes)
    {
        var (x1, y1, x2, y2) = Coordinates.EdgesOf(labeled.Box, size);
        return new(
            "object",
            new XElement("name", classes[labeled.ClassId]),
            new XElement("truncated", Flag(labeled.Truncated)),
            new XElement("difficult", Flag(labeled.Difficult)),
            // Not one of VOC's own: COCO's flag, which would be lost otherwise.
            labeled.Crowd ? new XElement("iscrowd", 1) : null,
            new XElement("bndbox", Corner("xmin", x1 + 1), Corner("ymin", y1 + 1), Corner("xmax", x2), Corner("ymax", y2)));
    }

    private static XElement Corner(string name, double pixels) => new(name, pixels.ToString("0.###", CultureInfo.InvariantCulture));

    private static int Flag(bool set) => set ? 1 : 0;
}
