using YoloV1.Files;

namespace YoloV1.Data;

/// <summary>Writes COCO instances files; Pascal VOC's flags get keys of their own.</summary>
internal sealed class CocoWriter(string root, ClassNames classes) : IDatasetWriter
{
    public string ImageFolder => Path.Combine(root, "images");

    public void Write(string split, IReadOnlyList<ConvertedImage> images)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "annotations")).FullName;
        var path = SafePath.In(folder, $"instances_{split}.json", $"split '{split}'");
        if (CocoSplits.NameOf(path) != split)
        {
            throw new ArgumentException(
                $"split '{Printable.Of(split)}' cannot be a COCO file, whose name must contain train, val, test or the like; "
                + "name the splits to convert, without it.");
        }
        FileOf(images, classes).Save(path);
    }

    /// <summary>The file of some images.</summary>
    internal static CocoFile FileOf(IReadOnlyList<ConvertedImage> images, ClassNames classes)
    {
        var file = new CocoFile
        {
            Images = [.. images.Select((image, place) => new CocoImage(place + 1, image.FileName, image.Size.Width, image.Size.Height))],
            Annotations = [],
            Categories = [.. classes.Select((name, id) => new CocoCategory(id + 1, name))],
        };
        for (var i = 0; i < images.Count; i++)
        {
            foreach (var labeled in images[i].Boxes)
                file.Annotations.Add(Object(file.Annotations.Count + 1, i + 1, labeled, images[i].Size));
        }
        return file;
    }

    private static CocoObject Object(int id, int imageId, LabeledBox labeled, ImageSize size)
    {
        var (x1, y1, x2, y2) = Coordinates.EdgesOf(labeled.Box, size);
        var (width, height) = (Math.Round(x2 - x1, 3), Math.Round(y2 - y1, 3));
        return new(
            id, imageId, labeled.ClassId + 1, [x1, y1, width, height], Math.Round(width * height, 3), labeled.Crowd ? 1 : 0,
            labeled.Difficult ? 1 : null, labeled.Truncated ? 1 : null);
    }
}
