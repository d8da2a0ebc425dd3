using System.Globalization;
using System.Text.Json;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Cli.Tests;

/// <summary>Drawn images with labels, laid out as tools leave them.</summary>
internal sealed class ToolFolder(string root, int count = 8)
{
    private const int Side = 64;

    private readonly ShapesDataset _shapes = new(count, seed: 1, new ImageSize(Side, Side));

    /// <summary>Each tool and what it leaves in a folder.</summary>
    public static IReadOnlyDictionary<string, Action<ToolFolder>> Layouts { get; } = new Dictionary<string, Action<ToolFolder>>
    {
        ["labelImg, VOC"] = set => set.Voc("", ""),
        ["labelImg, YOLO"] = set => set.Yolo("", "").Names("classes.txt"),
        ["two folders"] = set => set.Voc("pictures", "annots"),
        ["VOC without lists"] = set => set.Voc("JPEGImages", "Annotations"),
        ["VOCdevkit"] = set => set.Voc("VOC2007/JPEGImages", "VOC2007/Annotations")
            .List("VOC2007/ImageSets/Main/train.txt", 0, 5, "").List("VOC2007/ImageSets/Main/val.txt", 5, 8, ""),
        ["Roboflow, VOC"] = set => set.Voc("train", "train", 0, 5).Voc("valid", "valid", 5, 8),
        ["Roboflow, COCO"] = set => set.Images("train", 0, 5).Coco("train/_annotations.coco.json", "", 0, 5, "shapes")
            .Images("valid", 5, 8).Coco("valid/_annotations.coco.json", "", 5, 8, "shapes"),
        ["Roboflow, YOLO"] = set => set.Yolo("train/images", "train/labels", 0, 5).Yolo("valid/images", "valid/labels", 5, 8)
            .Yaml("train: ../train/images", "val: ../valid/images", "test: ../test/images", $"nc: {set._shapes.Classes.Count}"),
        ["CVAT, VOC"] = set => set.Voc("JPEGImages/cam1", "Annotations/cam1")
            .List("ImageSets/Main/default.txt", 0, 8, "cam1/").Text("labelmap.txt", "# label:color_rgb:parts:actions"),
        ["CVAT, COCO"] = set => set.Images("images/default").Coco("annotations/instances_default.json", ""),
        ["CVAT, YOLO"] = set => set.Yolo("obj_train_data", "obj_train_data").List("train.txt", 0, 8, "data/obj_train_data/", ".png")
            .Names("obj.names").Text(
                "obj.data", $"classes = {set._shapes.Classes.Count}", "train = data/train.txt", "names = data/obj.names",
                "backup = backup/"),
        ["Label Studio, YOLO"] = set => set.Yolo("images", "labels").Names("classes.txt").Text("notes.json", "{}"),
        ["Label Studio, COCO"] = set => set.Images("images").Coco("result.json", @"images\"),
        ["Label Studio, VOC"] = set => set.Voc("images", "Annotations"),
        ["COCO's own"] = set => set.Images("train2017", 0, 5).Coco("annotations/instances_train2017.json", "", 0, 5)
            .Images("val2017", 5, 8).Coco("annotations/instances_val2017.json", "", 5, 8)
            .Text("annotations/captions_train2017.json", """{"images": [], "annotations": []}"""),
        ["Darknet"] = set => set.Yolo("data/obj", "data/obj").Names("data/obj.names")
            .List("data/train.txt", 0, 5, "data/obj/", ".png").List("data/val.txt", 5, 8, "data/obj/", ".png")
            .Text("obj.data", "train = data/train.txt", "valid = data/val.txt", "names = data/obj.names"),
        ["labels elsewhere"] = set => set.Yolo("Images/train", "Labels/train", 0, 5).Yolo("Images/val", "Labels/val", 5, 8)
            .Yaml("train: Images/train", "val: Images/val"),
        ["names alone"] = set => set.Yolo("images/train", "labels/train", 0, 5).Yolo("images/val", "labels/val", 5, 8).Yaml(),
    };

    public ToolFolder Images(string folder, int from = 0, int? to = null)
    {
        foreach (var i in Range(from, to))
            ImageFile.WritePng(_shapes.ReadImage(i), InFolder(folder, $"p{i}.png"));
        return this;
    }

    public ToolFolder Voc(string images, string labels, int from = 0, int? to = null)
    {
        foreach (var i in Range(from, to))
        {
            var objects = _shapes.GetAnnotation(i).Boxes.Select(labeled => (labeled, Corners(labeled))).Select(pair =>
                VocFolder.Object(_shapes.Classes[pair.labeled.ClassId], $"{pair.Item2.X1 + 1}", $"{pair.Item2.Y1 + 1}", $"{pair.Item2.X2}",
                    $"{pair.Item2.Y2}"));
            File.WriteAllText(
                InFolder(labels, $"p{i}.xml"), $"<annotation><filename>p{i}.png</filename>{string.Concat(objects)}</annotation>");
        }
        return Images(images, from, to);
    }

    public ToolFolder Yolo(string images, string labels, int from = 0, int? to = null)
    {
        foreach (var i in Range(from, to))
            File.WriteAllLines(InFolder(labels, $"p{i}.txt"), _shapes.GetAnnotation(i).Boxes.Select(labeled => string.Create(
                CultureInfo.InvariantCulture,
                $"{labeled.ClassId} {labeled.Box.CenterX} {labeled.Box.CenterY} {labeled.Box.Width} {labeled.Box.Height}")));
        return Images(images, from, to);
    }

    public ToolFolder Coco(string file, string prefix, int from = 0, int? to = null, string? heading = null)
    {
        var images = Range(from, to).Select(i => new { id = i, file_name = $"{prefix}p{i}.png", width = Side, height = Side });
        var annotations = Range(from, to).SelectMany(i => _shapes.GetAnnotation(i).Boxes.Select(labeled => (Image: i, labeled)))
            .Select((pair, id) => (pair, id, Corners: Corners(pair.labeled))).Select(item => new
            {
                item.id,
                image_id = item.pair.Image,
                category_id = item.pair.labeled.ClassId + 1,
                bbox = new[] { item.Corners.X1, item.Corners.Y1, item.Corners.X2 - item.Corners.X1, item.Corners.Y2 - item.Corners.Y1 },
            });
        var categories = _shapes.Classes.Select((name, id) => new { id = id + 1, name, supercategory = heading ?? "" });
        if (heading is not null)
            categories = categories.Prepend(new { id = 0, name = heading, supercategory = "none" });
        return Text(file, JsonSerializer.Serialize(new { images, annotations, categories }));
    }

    public ToolFolder List(string file, int from, int to, string prefix, string ending = "") =>
        Text(file, [.. Range(from, to).Select(i => $"{prefix}p{i}{ending}")]);

    public ToolFolder Names(string file) => Text(file, [.. _shapes.Classes]);

    public ToolFolder Yaml(params string[] lines) => Text("data.yaml", [.. lines, $"names: [{string.Join(", ", _shapes.Classes)}]"]);

    public ToolFolder Text(string file, params string[] lines)
    {
        File.WriteAllLines(InFolder(Path.GetDirectoryName(file)!, Path.GetFileName(file)), lines);
        return this;
    }

    private IEnumerable<int> Range(int from, int? to) => Enumerable.Range(from, (to ?? count) - from);

    private string InFolder(string folder, string file) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(root, folder)).FullName, file);

    private static (int X1, int Y1, int X2, int Y2) Corners(LabeledBox labeled)
    {
        var (x1, y1, x2, y2) = labeled.Box.ToPixels(new ImageSize(Side, Side));
        return ((int)x1, (int)y1, (int)x2, (int)y2);
    }
}
