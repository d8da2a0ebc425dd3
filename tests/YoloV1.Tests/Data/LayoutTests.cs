using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data;

/// <summary>Folders as labelling tools leave them; each has the image a (train or all) and some have b (val).</summary>
public sealed class LayoutTests : IDisposable
{
    private const string Xml =
        "<annotation><filename>other.jpg</filename><size><width>100</width><height>50</height></size><object><name>dog</name>"
        + "<bndbox><xmin>11</xmin><ymin>6</ymin><xmax>60</xmax><ymax>30</ymax></bndbox></object></annotation>";

    private const string Text = "0 0.35 0.35 0.5 0.5";

    private readonly DataFolder _folder = new();

    public static TheoryData<string, string[], string[]> Layouts => new()
    {
        { "labelImg, VOC", ["a.jpg", "a.xml"], ["all"] },
        { "labelImg, VOC, in folders", ["cam1/a.jpg", "cam1/a.xml", "cam2/b.jpg", "cam2/b.xml"], ["all"] },
        { "labelImg, YOLO", ["a.jpg", "a.txt", "classes.txt"], ["all"] },
        { "two folders", ["images/a.png", "annotations/a.xml"], ["all"] },
        { "two folders of other names", ["pics/a.png", "annots/a.xml", "preview/x.png"], ["all"] },
        {
            "two folders with splits inside",
            ["images/train/a.png", "images/val/b.png", "xml/train/a.xml", "xml/val/b.xml"],
            ["train", "val"]
        },
        { "annotations under the images", ["a.png", "annotations/a.xml"], ["all"] },
        { "VOC without lists", ["JPEGImages/a.jpg", "Annotations/a.xml"], ["all"] },
        { "VOC with an empty folder of lists", ["JPEGImages/a.jpg", "Annotations/a.xml", "ImageSets/Main/"], ["all"] },
        { "lists with endings", ["JPEGImages/a.jpg", "Annotations/a.xml", "ImageSets/Main/train.txt=a.jpg"], ["train"] },
        {
            "lists with paths",
            ["JPEGImages/a.jpg", "Annotations/a.xml", @"ImageSets/Main/train.txt=C:\d\JPEGImages\a.jpg"],
            ["train"]
        },
        { "CVAT, VOC", ["JPEGImages/cam1/a.jpg", "Annotations/cam1/a.xml", "ImageSets/Main/default.txt=cam1/a"], ["default"] },
        { "Roboflow, VOC", ["train/a.jpg", "train/a.xml", "valid/b.jpg", "valid/b.xml", "README.txt=x"], ["train", "valid"] },
        {
            "splits of two folders",
            ["train/images/a.jpg", "train/annots/a.xml", "val/images/b.jpg", "val/annots/b.xml"],
            ["train", "val"]
        },
        {
            "Roboflow, COCO",
            ["train/a.jpg", "train/_annotations.coco.json=a", "valid/b.jpg", "valid/_annotations.coco.json=b"],
            ["train", "valid"]
        },
        { "CVAT, COCO", ["images/default/a.jpg", "annotations/instances_default.json=a"], ["default"] },
        {
            "CVAT, COCO with key points",
            ["images/a.jpg", "annotations/instances_default.json=a", "annotations/person_keypoints_default.json=a"],
            ["default"]
        },
        { "Label Studio, COCO", ["images/a.jpg", "result.json=images/a"], ["result"] },
        {
            "COCO's own",
            [
                "train2017/a.jpg", "val2017/b.jpg", "annotations/instances_train2017.json=a", "annotations/instances_val2017.json=b",
                "annotations/captions_train2017.json=a", "annotations/person_keypoints_val2017.json=b",
            ],
            ["train", "val"]
        },
        {
            "Darknet",
            [
                "data/obj/a.jpg", "data/obj/a.txt", "data/obj/b.jpg", "data/obj/b.txt", "data/train.txt=data/obj/a.jpg",
                "data/val.txt=data/obj/b.jpg", "data/obj.names=dog",
                "obj.data=classes = 1\ntrain = data/train.txt\nvalid = data/val.txt\nnames = data/obj.names\nbackup = backup/",
            ],
            ["train", "val"]
        },
        {
            "CVAT, YOLO",
            [
                "obj_train_data/a.jpg", "obj_train_data/a.txt", "train.txt=data/obj_train_data/a.jpg", "obj.names=dog",
                "obj.data=classes = 1\ntrain = data/train.txt\nnames = data/obj.names\nbackup = backup/",
            ],
            ["train"]
        },
        { "Label Studio, YOLO", ["images/a.jpg", "labels/a.txt", "classes.txt", "notes.json={}"], ["all"] },
        {
            "YOLO with splits, without YAML",
            ["images/train/a.jpg", "labels/train/a.txt", "classes.txt", "images/val/b.jpg", "labels/val/b.txt"],
            ["train", "val"]
        },
        {
            "a stray environment.yml",
            ["environment.yml=name: base\ndependencies:\n- python", "images/a.png", "annotations/a.xml"],
            ["all"]
        },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Layouts))]
    public void AFolderAsAToolLeavesIt_IsADataSet(string tool, string[] files, string[] splits)
    {
        Lay(files);

        Datasets.SplitsOf(_folder.Root).Should().Equal(splits, tool);
        Datasets.Recognizes(_folder.Root).Should().BeTrue();
        var first = Datasets.Open(_folder.Root, splits.Length == 1 ? null : "train");
        Path.GetFileNameWithoutExtension(first.ImagePath(0)).Should().Be("a", tool);
        if (splits.Length > 1)
            Path.GetFileNameWithoutExtension(Datasets.Open(_folder.Root, "val").ImagePath(0)).Should().Be("b", tool);
        foreach (var split in splits)
        {
            var dataset = Datasets.Open(_folder.Root, split);
            dataset.Classes.Should().Equal("dog");
            dataset.Count.Should().Be(files.Contains("cam2/b.jpg") ? 2 : 1, tool);
            dataset.ReadImage(0).Size.Should().Be(new ImageSize(100, 50));
            dataset.GetAnnotation(0).Boxes.Should().ContainSingle().Which.Box.CenterX.Should().BeApproximately(0.35f, 1e-4f, tool);
        }
        FluentActions.Invoking(() => Datasets.Open(_folder.Root, "other"))
            .Should().Throw<FileNotFoundException>().WithMessage("*no split 'other'; the splits here are: *");
    }

    [Theory]
    [InlineData("has no supported file. Give a folder of images*", "notes.md")]
    [InlineData("it has 1 image. Draw boxes*", "a.jpg")]
    [InlineData("it has 1 image, 1 .txt file, the folders images, labels. Add a file classes.txt*", "images/a.jpg", "labels/a.txt")]
    [InlineData("it has 1 .xml file, the folders Annotations. Put the images beside*", "Annotations/a.xml")]
    [InlineData("the folders set. Give the folder *set.", "set/images/a.jpg", "set/annotations/a.xml")]
    public void AFolderThatIsNone_IsToldWhatWasFoundAndWhatToDo(string message, params string[] files)
    {
        Lay(files);

        FluentActions.Invoking(() => Datasets.Open(_folder.Root)).Should().Throw<ArgumentException>().WithMessage($"*{message}*");
    }

    [Fact]
    public void APlaceThatWasNeverExported_IsOneFault_AndOnlyForItsSplit()
    {
        Lay(
            "train/images/a.jpg",
            "train/labels/a.txt",
            "data.yaml=train: ../train/images\nval: ../train/images\ntest: ../test/images\nnames: [dog]");

        Datasets.Open(_folder.Root, "train").Count.Should().Be(1);
        FluentActions.Invoking(() => Datasets.Open(_folder.Root, "test"))
            .Should().Throw<FileNotFoundException>().WithMessage("*split 'test' is missing here*");
        DatasetCheck.Run(_folder.Root).Faults.Where(fault => fault.Kind == DataFaultKind.MissingSplit).Should().ContainSingle();
        var report = DatasetConversion.Run(_folder.Root, DataFormat.Coco, _folder.PathOf("coco"));

        report.Splits.Select(split => split.Name).Should().Equal("train", "val");
        report.Skipped.Should().Equal("test");
    }

    [Theory]
    [InlineData("data.yaml(3): 'nc' is 2, but 'names' has 1 name; *", "data.yaml=train: .\nnames: [dog]\nnc: 2")]
    [InlineData("obj.data: 'classes' is 80, but obj.names has 1 name; *",
        "obj.data=classes = 80\ntrain = train.txt\nnames = obj.names")]
    [InlineData("data.yaml(1): there is no split: neither *", "data.yaml=names: [dog]", "b/a.jpg")]
    [InlineData("data.yaml(2): split 'train' is the whole disk; *", "data.yaml=names: [dog]\ntrain: /")]
    [InlineData("obj.data: the train split is the folder *; write the path of a list *", "obj.data=train = .\nnames = obj.names")]
    [InlineData("obj.data: the val split is the folder /; *", "obj.data=train = train.txt\nvalid = /\nnames = obj.names")]
    public void ACountThatDiffersFromTheNames_OrSplitsThatAreNone_AreRefused(string message, params string[] files)
    {
        Lay(["a.jpg", "obj.names=dog", .. files]);

        FluentActions.Invoking(() => Datasets.Open(_folder.Root)).Should().Throw<InvalidDataException>().WithMessage($"*{message}");
    }

    [Fact]
    public void ADarknetList_MayHaveAnyEnding()
    {
        Lay("a.jpg", "a.txt", "lists/train.list=a.jpg", "obj.names=dog", "obj.data=train = lists/train.list\nnames = obj.names");

        Datasets.Open(_folder.Root).Count.Should().Be(1);
    }

    [Fact]
    public void BrokenImages_AreFound_NamedTogether_AndLeftOutWhereThatIsAsked()
    {
        Lay("a.jpg", "a.txt", "b.png", "b.txt", "c.png", "c.txt", "d.png", "d.txt", "classes.txt");
        File.WriteAllText(_folder.PathOf("a.jpg"), "no image");
        File.WriteAllText(_folder.PathOf("c.png"), "no image");
        var noise = new RgbImage(new ImageSize(100, 50));
        new Random(1).NextBytes(noise.Rgb);
        var whole = File.ReadAllBytes(_folder.Image("b.png", noise).PathOf("b.png"));
        File.WriteAllBytes(_folder.PathOf("b.png"), whole[..(whole.Length / 2)]);

        FluentActions.Invoking(() => Datasets.Open(_folder.Root))
            .Should().Throw<ImageException>().WithMessage("*a.jpg: this is not an image*1 more images cannot be read.");
        var dataset = Datasets.Open(_folder.Root, skipBroken: true);

        dataset.Count.Should().Be(1);
        dataset.Warnings.Should().HaveCount(3);
        dataset.FindBrokenImages().Should().BeEmpty();
        Lay("a.jpg", "c.png");
        Datasets.Open(_folder.Root).FindBrokenImages().Should().ContainSingle()
            .Which.Message.Should().Contain("b.png: the image is truncated");
    }

    [Fact]
    public void RoboflowsEmptyFirstCategory_IsNoClass_WhichIsSaid()
    {
        Lay("train/a.jpg", "train/_annotations.coco.json=a");
        var path = _folder.PathOf("train/_annotations.coco.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(
            """[{"id": 1, "name": "dog"}]""",
            """[{"id": 0, "name": "pets", "supercategory": "none"}, {"id": 1, "name": "dog", "supercategory": "pets"}]""",
            StringComparison.Ordinal));

        var dataset = Datasets.Open(_folder.Root);

        dataset.Classes.Should().Equal("dog");
        dataset.GetAnnotation(0).Boxes.Should().ContainSingle().Which.ClassId.Should().Be(0);
        dataset.Warnings.Should().ContainSingle().Which.Should().Contain("category 'pets' has no annotations and is not used as a class");
        ((CocoDataset)dataset).CategoryIds.Should().Equal(1);
    }

    private void Lay(params string[] files)
    {
        foreach (var file in files)
        {
            var (name, content) = file.Split('=', 2) is [var before, var after] ? (before, after) : (file, null);
            if (name.EndsWith('/'))
                Directory.CreateDirectory(_folder.PathOf(name));
            else if (Path.GetExtension(name) is ".jpg" or ".png")
                _folder.Images(name);
            else
                _folder.Text(name, content is null ? Usual(name) : Path.GetExtension(name) == ".json" ? Coco(content) : content);
        }
    }

    private static string Usual(string name) => Path.GetExtension(name) switch
    {
        ".xml" => Xml,
        ".txt" when name.EndsWith("classes.txt", StringComparison.Ordinal) => "dog",
        _ => Text,
    };

    private static string Coco(string image) => image == "{}" ? image : $$"""
        {"images": [{"id": 1, "file_name": "{{image}}.jpg", "width": 100, "height": 50}],
         "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [10, 5, 50, 25]}],
         "categories": [{"id": 1, "name": "dog"}]}
        """;
}
