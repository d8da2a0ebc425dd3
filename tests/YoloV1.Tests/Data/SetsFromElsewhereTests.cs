using System.Text.Json;
using YoloV1.Data;

namespace YoloV1.Tests.Data;

/// <summary>Data sets of other tools, systems and machines: each is read, or refused in words.</summary>
public sealed class SetsFromElsewhereTests : IDisposable
{
    private const string Xml =
        "<annotation><filename>a.jpg</filename><size><width>100</width><height>50</height></size><object><name>dog</name>"
        + "<bndbox><xmin>11</xmin><ymin>6</ymin><xmax>60</xmax><ymax>30</ymax></bndbox></object></annotation>";

    private const string Json = """
        {"images": [{"id": 1, "file_name": "A", "width": 100, "height": 50}, {"id": 2, "file_name": "B", "width": 100, "height": 50}],
         "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [10, 5, 50, 25]}], "categories": [{"id": 1, "name": "dog"}]}
        """;

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("'via_region_data.csv' is VIA's own format", "via_region_data.csv", "filename,region_shape_attributes")]
    [InlineData("'v.json' is VIA's own format", "v.json", """{"a.jpg": {"regions": [{"shape_attributes": {"name": "rect"}}]}}""")]
    [InlineData("'a.json' is LabelMe's own format", "a.json", """{"shapes": [], "imagePath": "a.jpg"}""")]
    [InlineData("is CreateML's format", "c.json", """[{"image": "a.jpg", "annotations": [{"label": "x", "coordinates": {"x": 1}}]}]""")]
    [InlineData("is Supervisely's own format", "ds/ann/a.jpg.json", """{"objects": [{"classTitle": "dog"}]}""")]
    [InlineData("is VoTT's own format", "x-export.json", """{"name": "x", "assets": {"1": {}}}""")]
    [InlineData("is Label Studio's own format", "p.json", """[{"annotations": [{"result": [{"rectanglelabels": ["dog"]}]}]}]""")]
    [InlineData("is a file of COCO results", "results.json", """[{"image_id": 1, "category_id": 1, "bbox": [1, 1, 5, 5], "score": 1}]""")]
    [InlineData("is CVAT's own format", "annotations.xml", "<?xml version=\"1.0\"?>\n<annotations><image name=\"a.jpg\"/></annotations>")]
    [InlineData("is KITTI's format", "label_2/0.txt", "Car 0.00 0 -1.57 10.0 12.0 40.0 40.0 1.5 1.6 3.9 1.0 1.5 20.0 -1.5")]
    [InlineData("is DOTA's format", "labelTxt/a.txt", "imagesource:x\n1 1 9 1 9 9 1 9 plane 0")]
    [InlineData("is OpenImages' format", "boxes.csv", "ImageID,Source,LabelName")]
    [InlineData("is a table", "_annotations.csv", "filename,width,height,class,xmin,ymin,xmax,ymax")]
    [InlineData("is a TFRecord", "dogs.tfrecord", "x")]
    [InlineData("Unpack 'archive.zip'.", "archive.zip", "PK")]
    public void WhatIsNotRead_IsNamed(string message, string file, string content)
    {
        _folder.Images("pics/a.jpg").Text(file, content);

        FluentActions.Invoking(() => Datasets.Open(_folder.Root))
            .Should().Throw<ArgumentException>().WithMessage($"*this is not a data set; it has *. *{message}*");
    }

    [Theory]
    [InlineData("IMG_1.XML", Xml, "")]
    [InlineData("ANNOTATIONS/IMG_1.XML", Xml, "")]
    [InlineData("IMG_1.TXT", "0 .35 .35 .5 .5", "classes.txt=dog")]
    [InlineData("Annotations/INSTANCES_TRAIN.JSON", Json, "")]
    public void EndingsAndFolders_MayBeInLargeLetters(string label, string content, string more)
    {
        var folder = label.Contains("IMG", StringComparison.Ordinal) ? "" : "Images/";
        _folder.Images($"{folder}IMG_1.JPG", $"{folder}IMG_2.JPG").Text(label, content == Json ? Named("IMG_1.JPG", "IMG_2.JPG") : content);
        if (more.Split('=') is [var name, var text])
            _folder.Text(name, text);

        CheckTheDog(Datasets.Open(_folder.Root));
    }

    [Fact]
    public void ListsOfPascalVoc_MayBeInLargeLetters()
    {
        _folder.Images("JPEGImages/A.JPG").Text("Annotations/A.XML", Xml).Text("ImageSets/Main/TRAIN.TXT", "A");

        CheckTheDog(Datasets.Open(_folder.Root, "train"));
    }

    [Fact]
    public void WhatMacOsPutsIntoArchives_IsPassedOver()
    {
        foreach (var file in new[] { "._data.yaml", "images/._a.jpg", "labels/._a.txt", "__MACOSX/images/._a.jpg", ".DS_Store" })
            _folder.Text(file, "names: [no]\ntrain: nowhere");
        _folder.Images("images/a.jpg").Text("labels/a.txt", "0 .35 .35 .5 .5").Text("data.yaml", "train: images\nnames: [dog]");

        CheckTheDog(Datasets.Open(_folder.Root));
        DatasetCheck.Run(_folder.Root).Faults.Should().BeEmpty();
    }

    [Fact]
    public void WhatMacOsPutsBesideCocoFiles_IsPassedOver()
    {
        _folder.Images("train/a.jpg", "train/b.jpg").Text("train/_annotations.coco.json", Named("a.jpg", "b.jpg"))
            .Text("train/.__annotations.coco.json", "x");

        CheckTheDog(Datasets.Open(_folder.Root));
    }

    [Theory]
    [InlineData("path: /home/someone/dogs\ntrain: images/train")]
    [InlineData("path: ../datasets/dogs\ntrain: images/train")]
    [InlineData(@"path: C:\Users\me\dogs" + "\n" + @"train: images\train")]
    [InlineData("train: /home/someone/dogs/images/train")]
    [InlineData(@"train: C:\Users\me\dogs\images\train")]
    [InlineData("train: ../images/train")]
    public void PathsOfAnotherMachine_AreLookedForBesideTheFile(string yaml)
    {
        _folder.Images("images/train/a.jpg").Text("labels/train/a.txt", "0 .35 .35 .5 .5").Text("data.yaml", yaml + "\nnames: [dog]");

        CheckTheDog(Datasets.Open(_folder.Root, "train"));
    }

    [Theory]
    [InlineData(@"C:\me\images\a.jpg", "C:/me/images/b.jpg")]
    [InlineData("/data/upload/1/a.jpg", "/data/local-files/?d=images/b.jpg")]
    [InlineData("../../media/upload/1/a.jpg", "../../media/upload/2/b.jpg")]
    public void ImagesOfACocoFileOfAnotherMachine_AreLookedForBesideIt(string a, string b)
    {
        _folder.Images("images/a.jpg", "images/b.jpg").Text("result.json", Named(a, b));

        var dataset = Datasets.Open(_folder.Root);

        CheckTheDog(dataset);
        dataset.ImagePath(1).Should().Be(_folder.PathOf("images/b.jpg"));
    }

    [Fact]
    public void TwoImagesOfAnotherMachine_AreNeverOne()
    {
        _folder.Images("images/a.jpg").Text("result.json", Named("/set/cam1/a.jpg", "/set/cam2/a.jpg"));

        DatasetCheck.Run(_folder.Root).Faults.Count(fault => fault.Kind == DataFaultKind.MissingImage).Should().Be(2);
    }

    [SkippableFact]
    public void ALinkThatLeadsNowhere_IsAMissingImage()
    {
        Skip.If(OperatingSystem.IsWindows(), "A link needs rights there.");
        _folder.Images("images/a.jpg").Text("labels/a.txt", "0 .35 .35 .5 .5").Text("classes.txt", "dog");
        File.CreateSymbolicLink(_folder.PathOf("images/b.jpg"), _folder.PathOf("gone.jpg"));

        FluentActions.Invoking(() => Datasets.Open(_folder.Root))
            .Should().Throw<FileNotFoundException>().WithMessage("*b.jpg: this is a link that leads nowhere; *");
        CheckTheDog(Datasets.Open(_folder.Root, skipBroken: true));
    }

    private static void CheckTheDog(FileDataset dataset)
    {
        dataset.Classes.Should().Equal("dog");
        dataset.ReadImage(0).Size.Should().Be(new ImageSize(100, 50));
        dataset.GetAnnotation(0).Boxes.Should().ContainSingle().Which.Box.CenterX.Should().BeApproximately(0.35f, 1e-4f);
    }

    private static string Named(string a, string b) => Json
        .Replace("\"A\"", JsonSerializer.Serialize(a), StringComparison.Ordinal)
        .Replace("\"B\"", JsonSerializer.Serialize(b), StringComparison.Ordinal);
}
