using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Cli.Tests;

/// <summary>A Pascal VOC folder of drawn shapes: seven to train on, three to measure on, unless said otherwise.</summary>
internal static class TrainingFolder
{
    public static VocFolder Create(int train = 7, int validation = 3)
    {
        var folder = new VocFolder();
        var shapes = new ShapesDataset(count: train + validation, seed: 1, new ImageSize(64, 64));
        for (var i = 0; i < shapes.Count; i++)
        {
            ImageFile.WritePng(shapes.ReadImage(i), Path.Combine(folder.Root, "JPEGImages", $"p{i}.png"));
            var objects = shapes.GetAnnotation(i).Boxes.Select(
                labeled => Object(shapes.Classes[labeled.ClassId], labeled.Box.ToPixels(new ImageSize(64, 64))));
            folder.Annotation($"p{i}", string.Concat(objects), "<size><width>64</width><height>64</height><depth>3</depth></size>");
        }
        string[] names = [.. Enumerable.Range(0, shapes.Count).Select(i => $"p{i}")];
        return folder.Split("train", names[..train]).Split("val", names[train..]);
    }

    private static string Object(string name, (float X1, float Y1, float X2, float Y2) box) =>
        VocFolder.Object(name, $"{(int)box.X1 + 1}", $"{(int)box.Y1 + 1}", $"{(int)box.X2}", $"{(int)box.Y2}");
}
