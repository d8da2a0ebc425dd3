using System.Text;
using CsCheck;
using YoloV1.Data;

namespace YoloV1.Tests.Data;

/// <summary>Damaged labels, lists and descriptions: the folder is read with its faults named, or refused in one line.</summary>
public sealed class DatasetFuzzTests : IDisposable
{
    private const string Xml = """
        <annotation><folder>x</folder><filename>a.png</filename><size><width>100</width><height>50</height><depth>3</depth></size>
        <object><name>dog</name><difficult>0</difficult>
        <bndbox><xmin>11</xmin><ymin>6</ymin><xmax>60</xmax><ymax>30</ymax></bndbox></object>
        </annotation>
        """;

    private const string Json = """
        {"info": {}, "images": [{"id": 1, "file_name": "a.png", "width": 100, "height": 50}, {"id": "b", "file_name": "b.png"}],
         "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [10, 5, 50, 25], "iscrowd": 0, "area": 1250.5},
                         {"id": 2, "image_id": "b", "category_id": 2.0, "bbox": [10, 5, 50, 25], "iscrowd": false}],
         "categories": [{"id": 0, "name": "pets", "supercategory": "none"}, {"id": 1, "name": "dog", "supercategory": "pets"},
                        {"id": 2, "name": 7, "supercategory": "pets"}]}
        """;

    private readonly DataFolder _folder = new();

    public DatasetFuzzTests() => _folder.Images("a.png", "b.png");

    public static TheoryData<string, string> Files => new()
    {
        { "a.xml", Xml },
        { "a.txt", "0 0.5 0.5 0.2 0.4\n1 .1 .1 .1 .1\n0 0.1 0.1 0.9 0.1 0.5 0.9\n" },
        { "classes.txt", "dog\ncat\n" },
        { "train.txt", "./a.png\n" + @"C:\set\b.png" + "\n" },
        { "obj.data", "classes = 2\ntrain = data/train.txt\nvalid = val.txt\nnames = classes.txt\nbackup = backup/\n" },
        { "_annotations.coco.json", Json },
        { "ImageSets/Main/train.txt", "a\nb.png 1\n" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void AFile_IsReadOrRefused_WhateverItsBytes(string name, string content)
    {
        var isVoc = name.StartsWith("ImageSets", StringComparison.Ordinal);
        if (isVoc)
            _folder.Text("a.xml", Xml).Text("b.xml", Xml);
        else if (name is not ("_annotations.coco.json" or "a.xml"))
            _folder.Text("classes.txt", "dog", "cat").Text("a.txt", "0 0.5 0.5 0.2 0.4").Text("train.txt", "./a.png");

        Fuzz.Damaged(Encoding.UTF8.GetBytes(content)).Sample(bytes => Check(name, bytes), iter: Fuzz.Budget / 5, threads: 1);
    }

    [Fact]
    public void CocoValues_AreReadOrRefused_WhateverTheyAre() =>
        Fuzz.DamagedJson(Json)
            .Sample(json => Check("_annotations.coco.json", Encoding.UTF8.GetBytes(json)), iter: Fuzz.Budget / 5, threads: 1);

    private void Check(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(name))!);
        File.WriteAllBytes(_folder.PathOf(name), bytes);
        ReadOrRefused(() =>
        {
            foreach (var fault in DatasetCheck.Run(_folder.Root, readImages: false).Faults)
                fault.Message.Length.Should().BeInRange(20, 1000, "a message is one line: {0}", fault.Message);
        });
        ReadOrRefused(() => Datasets.Open(_folder.Root, "train"));
    }

    private static void ReadOrRefused(Action read)
    {
        try
        {
            read();
        }
        catch (Exception refusal) when (refusal is InvalidDataException or IOException or ArgumentException)
        {
            refusal.Message.Length.Should().BeInRange(20, 3000, "a message is one line: {0}", refusal.Message);
        }
    }
}
