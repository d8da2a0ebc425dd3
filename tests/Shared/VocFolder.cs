using YoloV1.Imaging;

namespace YoloV1.Tests;

/// <summary>A Pascal VOC folder that a test writes.</summary>
internal sealed class VocFolder : IDisposable
{
    public VocFolder()
    {
        foreach (var folder in new[] { "JPEGImages", "Annotations", "ImageSets/Main" })
            Directory.CreateDirectory(Path.Combine(Root, folder));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("yolov1-voc-").FullName;

    public string AnnotationPath(string name) => Path.Combine(Root, "Annotations", $"{name}.xml");

    public VocFolder Split(string split, params string[] names)
    {
        File.WriteAllLines(Path.Combine(Root, "ImageSets", "Main", $"{split}.txt"), names);
        return this;
    }

    public VocFolder Image(string fileName, int width = 100, int height = 50)
    {
        ImageFile.WritePng(new RgbImage(new ImageSize(width, height)), Path.Combine(Root, "JPEGImages", fileName));
        return this;
    }

    /// <summary>An annotation of an image of 100x50; the first object stands on line 3.</summary>
    public VocFolder Annotation(
        string name, string objects = "", string head = "<size><width>100</width><height>50</height><depth>3</depth></size>")
    {
        File.WriteAllText(AnnotationPath(name), $"<annotation>\n{head}\n{objects}\n</annotation>");
        return this;
    }

    public static string Object(string name, string xmin, string ymin, string xmax, string ymax, int difficult = 0) =>
        $"<object><name>{name}</name><difficult>{difficult}</difficult><bndbox>" +
        $"<xmin>{xmin}</xmin><ymin>{ymin}</ymin><xmax>{xmax}</xmax><ymax>{ymax}</ymax></bndbox></object>\n";

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
