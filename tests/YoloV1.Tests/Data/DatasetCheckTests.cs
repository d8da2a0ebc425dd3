using SkiaSharp;
using YoloV1.Data;
using YoloV1.Imaging;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Data;

public sealed class DatasetCheckTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly VocFolder _voc = new();

    public void Dispose()
    {
        _folder.Dispose();
        _voc.Dispose();
    }

    [Fact]
    public void Counts_AreThoseOfEachSplit_AndOfAllImagesOnce()
    {
        _voc.Split("train", "a", "b").Split("val", "c").Split("trainval", "a", "b", "c")
            .Annotation("a", Object("dog", "1", "1", "20", "20") + Object("cat", "41", "1", "100", "50", difficult: 1)).Annotation("b")
            .Annotation("c", Object("dog", "1", "1", "100", "50"));

        var report = Check(_voc.Root);

        (report.Format, string.Join(' ', report.Classes)).Should().Be((DataFormat.Voc, "cat dog"));
        report.Splits.Select(split => (split.Name, split.Images, split.ImagesWithoutObjects, split.Objects, split.Difficult))
            .Should().Equal(("train", 2, 1, 2, 1), ("trainval", 3, 1, 3, 1), ("val", 1, 0, 1, 0));
        (report.All.Images, report.All.Objects).Should().Be((3, 3));
        report.All.ObjectsByClass.Values.Should().Equal(1, 2);
        (report.All.Boxes.Small, report.All.Boxes.Medium, report.All.Boxes.Large).Should().Be((1, 2, 0));
        report.All.Boxes.Widths.Should().HaveCount(5).And.BeInAscendingOrder();
        report.All.Boxes.Widths[2].Should().BeApproximately(60, 1e-3f);
    }

    [Fact]
    public void LostObjects_AreThoseWhoseCellAnotherHas_DifficultOnesAndCrowdsLeftAside()
    {
        // Centres at 6, 10 and 10, 10 and 30, 10 of 100x50: at S = 7 a cell is 14.3 x 7.1, at S = 14 it is 7.1 x 3.6.
        _voc.Split("train", "a").Annotation("a", Object("dog", "3", "6", "10", "15") + Object("dog", "6", "6", "15", "15")
            + Object("dog", "27", "6", "34", "15") + Object("dog", "6", "6", "15", "16", difficult: 1));

        var grids = DatasetCheck.Run(_voc.Root, gridSizes: [1, 7, 14], readImages: false).All.Grids;

        grids.Select(grid => (grid.S, grid.Objects, grid.Lost)).Should().Equal((1, 3, 2), (7, 3, 1), (14, 3, 0));
        grids[1].Share.Should().BeApproximately(1 / 3.0, 1e-9);
    }

    [Fact]
    public void AllFaultsOfAVocFolder_AreFoundAtOnce_WithFileAndLine()
    {
        _voc.Split("train", "ok", "flat", "bad", "nolabel").Split("trainval", "ok", "flat", "bad", "nolabel")
            .Image("ok.png").Image("unused.png")
            .Annotation("ok", Object("dog", "1", "1", "9", "9") + Object("dog", "1", "1", "9", "9"))
            .Annotation(
                "flat",
                Object("dog", "9", "5", "9", "9") + Object("dog", "90", "1", "140", "9") + Object("dog", "200", "1", "240", "9")
                    + "<object/>")
            .Annotation("bad", "<object>").Annotation("unused");

        Faults(_voc.Root).Should().Equal(
            "BrokenLabel bad.xml(4)", "BrokenLabel flat.xml(6)", "BoxWithoutExtent flat.xml(3)", "BoxClipped flat.xml(4)",
            "BoxOutside flat.xml(5)",
            "RepeatedBox ok.xml", "MissingImage flat.jpg", "MissingLabel nolabel.xml", "UnusedImage unused.png", "UnusedLabel unused.xml");
    }

    [Fact]
    public void AllFaultsOfTextLabels_AreFoundAtOnce()
    {
        _folder.Text("data.yaml", "train: images/train", "val: images/val", "test: test.txt", "names: [dog]")
            .Images("images/train/a.png").Image("images/val/b.png", Shapes(1)).Text("images/train/c.png", "none")
            .Text("labels/train/a.txt", "0 .5 .5 .1 .1", "1 .5 .5 .1 .1", "x").Text("labels/train/d.txt", "")
            .Text("test.txt", "images/gone.png");

        Faults(_folder.PathOf("data.yaml")).Should().Equal(
            "BrokenLabel a.txt(3)",
            "UnknownClass a.txt(2)",
            "MissingImage test.txt(1)",
            "EmptySplit val",
            "UnusedLabel d.txt",
            "BrokenImage c.png");
    }

    [Fact]
    public void TheLabelOfABrokenImage_IsNotUnused()
    {
        _folder.Text("data.yaml", "train: images/train", "names: [dog]")
            .Text("images/train/a.png", "none").Text("labels/train/a.txt", "0 .5 .5 .1 .1").Text("labels/train/b.txt", "0 .5 .5 .1 .1");
        _voc.Split("train", "c", "e").Annotation("c", Object("dog", "1", "1", "9", "9"), head: "")
            .Annotation("e", Object("dog", "1", "1", "9", "9"), head: "");
        File.WriteAllText(Path.Combine(_voc.Root, "JPEGImages", "c.jpg"), "none");

        Faults(_folder.PathOf("data.yaml")).Should().Equal("UnusedLabel b.txt", "BrokenImage a.png");
        Faults(_voc.Root).Should().Equal("MissingImage e.jpg", "BrokenImage c.jpg");
    }

    [Fact]
    public void TheImageOfABrokenOrMissingLabel_IsNotUnused()
    {
        _voc.Split("train", "a", "b", "c").Annotation("a", "<object>").Annotation("c", Object("dog", "1", "1", "9", "9"));
        for (var i = 0; i < 4; i++)
            ImageFile.WritePng(Shapes(i), Path.Combine(_voc.Root, "JPEGImages", $"{"abcd"[i]}.png"));

        Faults(_voc.Root).Should().Equal("BrokenLabel a.xml(4)", "MissingLabel b.xml", "UnusedImage d.png", "WrongSize c.xml");
    }

    [Fact]
    public void ABrokenImage_AndAWrongSize_AreFound()
    {
        var jpeg = TestImages.Jpeg(200, 100);
        _voc.Split("train", "a", "b").Annotation("a").Annotation("b", Object("dog", "1", "1", "9", "9"));
        File.WriteAllBytes(Path.Combine(_voc.Root, "JPEGImages", "a.jpg"), jpeg[..(jpeg.Length / 2)]);
        _voc.Image("b.png", 50, 100);

        var faults = Check(_voc.Root).Faults;

        faults.Select(fault => fault.Kind).Should().Equal(DataFaultKind.BrokenImage, DataFaultKind.WrongSize);
        faults[0].ToString().Should().Match("*a.jpg: the image is truncated;*");
        faults[1].ToString().Should().Match("*b.xml: the label says 100x50, but image '*b.png' is 50x100, perhaps rotated*");
    }

    [Fact]
    public void ImagesThatLookTheSame_AreFound_AlsoStoredAnewAndSmaller()
    {
        var (shot, other) = (Shapes(1), Shapes(2));
        foreach (var name in new[] { "train/a", "train/b", "train/c", "val/d" })
            _folder.Text($"labels/{name}.txt", "0 .5 .5 .1 .1");
        _folder.Text("data.yaml", "train: images/train", "val: images/val", "names: [dog]")
            .Image("images/train/a.png", shot).Image("images/train/b.png", other).Image("images/train/c.png", other);
        Directory.CreateDirectory(_folder.PathOf("images/val"));
        File.WriteAllBytes(_folder.PathOf("images/val/d.jpg"), Halved(shot));

        var faults = Check(_folder.PathOf("data.yaml")).Faults;

        faults.Select(fault => (fault.Kind, Path.GetFileName(fault.Place))).Should().Equal(
            (DataFaultKind.RepeatedImage, "b.png"), (DataFaultKind.SharedImage, "a.png"));
        faults[0].Message.Should().Match("2 images of one split look alike, this one and '*c.png';*");
        faults[1].Message.Should().Match("2 images in train and val look alike, this one and '*d.jpg'; keep them in one split*");
    }

    [Fact]
    public void TheFramesOfAFixedCamera_AreOneGroup_NotManyPairs()
    {
        _folder.Text("data.yaml", "train: images/train", "names: [dog]");
        for (var i = 0; i < 40; i++)
            _folder.Image($"images/train/{i:00}.png", Shapes(1)).Text($"labels/train/{i:00}.txt", "0 .5 .5 .1 .1");
        _folder.Image("images/train/zz.png", Shapes(2)).Text("labels/train/zz.txt", "0 .5 .5 .1 .1");

        var fault = Check(_folder.PathOf("data.yaml")).Faults.Should().ContainSingle().Subject;

        fault.ToString().Should().Match(
            "*00.png: 40 images of one split look alike, this one and '*01.png', '*02.png', '*03.png' and 36 more;*in the same split.");
    }

    [Theory]
    [InlineData("Labels/train/a.txt")]
    [InlineData("labelTxt/train/a.txt")]
    [InlineData("images/train/a.txt")]
    [InlineData("labels/train/a.png.txt")]
    [InlineData("images/labels/a.txt")]
    public void LabelsInOtherPlaces_AreFound(string label)
    {
        _folder.Text("data.yaml", "train: images/train", "names: [dog]").Image("images/train/a.png", Shapes(1))
            .Text(label, "0 .5 .5 .1 .1");

        var report = Check(_folder.Root);

        report.Faults.Should().BeEmpty();
        report.All.Objects.Should().Be(1);
    }

    [Fact]
    public void ASplitWithoutALabelOrAnObject_IsAFault_ThatSaysWhereWasLooked()
    {
        _folder.Text("data.yaml", "train: images/train", "val: images/val", "names: [dog]")
            .Image("images/train/a.png", Shapes(1)).Image("images/val/b.png", Shapes(2)).Text("labels/val/b.txt", "");
        _voc.Split("train", "c").Annotation("c").Split("val", "d").Annotation("d", Object("dog", "1", "1", "9", "9"));
        foreach (var name in new[] { "c", "d" })
            _voc.Image($"{name}.png");

        var faults = Check(_folder.Root).Faults;

        faults.Select(fault => fault.Kind).Should().Equal(DataFaultKind.EmptySplit, DataFaultKind.EmptySplit);
        faults[0].Message.Should().Match(
            "none of its 1 image has a label; 'a.txt' was searched in *labels*train, *images*train*; put *");
        faults[1].Message.Should().Be("none of the 1 image of split 'val' has an object, by 'b.txt'; annotate them.");
        DatasetCheck.Run(_voc.Root, readImages: false).Faults.Should().ContainSingle().Which.Kind.Should().Be(DataFaultKind.EmptySplit);
        Datasets.Open(_folder.Root, "train").Warnings.Should().ContainSingle().Which.Should().Contain("has a label");
    }

    [Fact]
    public void ImagesInFormatsThatAreNotRead_AreNamed_AndTheirLabelsAreNotUnused()
    {
        _folder.Text("data.yaml", "train: images/train", "names: [dog]").Image("images/train/a.png", Shapes(1))
            .Text("labels/train/a.txt", "0 .5 .5 .1 .1").Text("images/train/b.HEIC", "x").Text("labels/train/b.txt", "0 .5 .5 .1 .1");
        _voc.Split("train", "c").Annotation("c", Object("dog", "1", "1", "9", "9"));
        File.WriteAllText(Path.Combine(_voc.Root, "JPEGImages", "c.tif"), "x");

        Faults(_folder.Root).Should().Equal("UnreadFormat b.HEIC");
        Datasets.Open(_folder.Root, "train").Warnings.Should().ContainSingle().Which.Should().Contain("b.HEIC: the image format .heic");
        Check(_voc.Root).Faults.Should().ContainSingle()
            .Which.Message.Should().Be(
                "the image of annotation 'c' is 'c.tif'; the image format .tif is not supported; convert it to JPEG or PNG.");
    }

    [Fact]
    public void ASplitThatHoldsAnother_SharesNothingWithIt_ButTwoThatOverlapDo()
    {
        _voc.Split("train", "a", "b").Split("trainval", "a", "b", "c").Split("val", "b", "c");
        foreach (var name in new[] { "a", "b", "c" })
            _voc.Annotation(name, Object("dog", "1", "1", "9", "9"));
        for (var i = 0; i < 3; i++)
            ImageFile.WritePng(Shapes(i), Path.Combine(_voc.Root, "JPEGImages", $"{"abc"[i]}.png"));

        var shared = Check(_voc.Root).Faults.Where(fault => fault.Kind == DataFaultKind.SharedImage);

        shared.Should().ContainSingle().Which.ToString().Should().Match("*b.png: the image is in train and in val; remove it from one.");
    }

    [Fact]
    public void ACleanSet_HasNoFaults_InAnyFormat()
    {
        _folder.Image("images/a.png", Shapes(1)).Text("instances_train.json",
            """
            {"images": [{"id": 1, "file_name": "a.png", "width": 224, "height": 224}],
             "categories": [{"id": 1, "name": "dog"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 1, "bbox": [1, 2, 3, 4]}]}
            """);

        var report = Check(_folder.PathOf("instances_train.json"));

        report.Faults.Should().BeEmpty();
        report.All.Crowds.Should().Be(1);
        report.Splits.Should().ContainSingle().Which.Name.Should().Be("train");
    }

    private static RgbImage Shapes(int index) => new ShapesDataset(9, seed: 3).ReadImage(index);

    private static byte[] Halved(RgbImage image)
    {
        using var bitmap = new SKBitmap(image.Size.Width / 2, image.Size.Height / 2);
        for (var y = 0; y < bitmap.Height; y++)
            for (var x = 0; x < bitmap.Width; x++)
            {
                var at = (2 * y * image.Size.Width + 2 * x) * 3;
                bitmap.SetPixel(x, y, new(image.Rgb[at], image.Rgb[at + 1], image.Rgb[at + 2]));
            }
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 60);
        return jpeg.ToArray();
    }

    private static DatasetReport Check(string path) => DatasetCheck.Run(path);

    private static IEnumerable<string> Faults(string path) =>
        Check(path).Faults.Select(fault => $"{fault.Kind} {Path.GetFileName(fault.Place)}");
}
