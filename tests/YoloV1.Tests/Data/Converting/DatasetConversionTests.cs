using System.Text.Json;
using CsCheck;
using YoloV1.Data;
using YoloV1.Imaging;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Data.Converting;

public sealed class DatasetConversionTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Ways
    {
        get
        {
            var ways = new TheoryData<string, string>();
            foreach (var first in Enum.GetNames<DataFormat>())
            {
                foreach (var second in Enum.GetNames<DataFormat>())
                    ways.Add(first, second);
            }
            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ADataSet_ComesBackAsItWas_ThroughAnyTwoFormats(string firstFormat, string secondFormat)
    {
        var (first, second) = (Enum.Parse<DataFormat>(firstFormat), Enum.Parse<DataFormat>(secondFormat));
        var (voc, one, two, back) = (Voc(), _folder.PathOf("one"), _folder.PathOf("two"), _folder.PathOf("back"));

        DatasetConversion.Run(voc, first, one);
        DatasetConversion.Run(one, second, two);
        var report = DatasetConversion.Run(two, DataFormat.Voc, back);

        var keepsFlags = first != DataFormat.Yolo && second != DataFormat.Yolo;
        foreach (var split in new[] { "train", "val", "trainval" })
        {
            var (before, after) = (Datasets.Open(voc, split), Datasets.Open(back, split));
            after.Classes.Should().Equal(before.Classes);
            after.Count.Should().Be(before.Count);
            for (var i = 0; i < before.Count; i++)
            {
                after.GetAnnotation(i).Name.Should().Be(before.GetAnnotation(i).Name);
                after.GetAnnotation(i).Size.Should().Be(before.GetAnnotation(i).Size);
                after.GetAnnotation(i).Boxes.Should().Equal(before.GetAnnotation(i).Boxes.Select(box =>
                    keepsFlags ? box : new LabeledBox(box.Box, box.ClassId)), "whole pixels come back whole");
                after.ReadImage(i).Rgb.Should().Equal(before.ReadImage(i).Rgb);
            }
        }
        report.Splits.Select(split => (split.Before.Images, split.After.Images)).Should().BeEquivalentTo([(2, 2), (3, 3), (1, 1)]);
    }

    [Theory]
    [InlineData("../../victim", "it contains / or \\")]
    [InlineData("..", "the system reserves it")]
    [InlineData("a\\nb", "it contains a character that file names cannot have")]
    public void ASplitThatIsNoPlainName_IsRefused_AndNothingIsWritten(string split, string reason)
    {
        _folder.Images("set/images/a.png").Text("set/labels/a.txt", "0 0.5 0.5 0.5 0.5").Text("victim.txt", "precious")
            .Text("set/data.yaml", "train: images", $"\"{split}\": images", "names: [a]");
        foreach (var format in Enum.GetValues<DataFormat>())
        {
            FluentActions.Invoking(() => DatasetConversion.Run(_folder.PathOf("set/data.yaml"), format, _folder.PathOf("out/new")))
                .Should().Throw<InvalidDataException>()
                .WithMessage($"*data.yaml: split '*' cannot be a file name: {reason}; rename it, *");
        }

        File.ReadAllText(_folder.PathOf("victim.txt")).Should().Be("precious");
        Directory.EnumerateFileSystemEntries(_folder.Root).Select(Path.GetFileName).Should().BeEquivalentTo("set", "victim.txt");
        DatasetConversion.Run(_folder.PathOf("set/data.yaml"), DataFormat.Coco, _folder.PathOf("new"), ["train"]).Splits.Should()
            .HaveCount(1);
    }

    [Fact]
    public void AnAbsoluteSplit_IsRefused()
    {
        _folder.Images("set/images/a.png").Text("set/labels/a.txt", "0 0.5 0.5 0.5 0.5")
            .Text("set/data.yaml", $"'{_folder.PathOf("victim")}': images", "names: [a]");

        FluentActions.Invoking(() => DatasetConversion.Run(_folder.PathOf("set/data.yaml"), DataFormat.Yolo, _folder.PathOf("new")))
            .Should().Throw<InvalidDataException>().WithMessage("*cannot be a file name*");
        File.Exists(_folder.PathOf("victim.txt")).Should().BeFalse();
    }

    [Fact]
    public void AClassThatYamlIsNotReadWith_IsRefusedWithTheDataSet()
    {
        _folder.Images("set/a.png").Text(
            "set/a.json",
            """{"images": [{"id": 1, "file_name": "a.png", "width": 100, "height": 50}], """
            + $$"""
            "categories": [{"id": 1, "name": "{{new string('c', 20_000)}}"}]}
            """);

        FluentActions.Invoking(() => DatasetConversion.Run(_folder.PathOf("set/a.json"), DataFormat.Yolo, _folder.PathOf("new")))
            .Should().Throw<InvalidDataException>().WithMessage("*a.json: class 'ccc* has 20000 characters, over the 16384 of YAML; *");
        Directory.Exists(_folder.PathOf("new")).Should().BeFalse();
    }

    [Fact]
    public void AClassThatXmlCannotHold_IsRefusedWithTheDataSet()
    {
        _folder.Images("set/images/a.png").Text("set/labels/a.txt", "0 0.5 0.5 0.5 0.5")
            .Text("set/data.yaml", "train: images", "names: [\"a\\u0001b\"]");

        FluentActions.Invoking(() => DatasetConversion.Run(_folder.PathOf("set/data.yaml"), DataFormat.Voc, _folder.PathOf("new")))
            .Should().Throw<InvalidDataException>()
            .WithMessage("*data.yaml: class 'a?b' has a control character, which XML cannot hold; rename it.");
    }

    [Fact]
    public void ADataSetWithoutObjects_IsNoPascalVoc()
    {
        _folder.Images("images/a.png").Text("data.yaml", "train: images", "names: [cat]");

        FluentActions.Invoking(() => DatasetConversion.Run(_folder.PathOf("data.yaml"), DataFormat.Voc, _folder.PathOf("out")))
            .Should().Throw<InvalidDataException>().WithMessage("*data.yaml: no image has an object, *; convert to yolo or coco.");

        Directory.Exists(_folder.PathOf("out")).Should().BeFalse();
    }

    [Fact]
    public void WhatAFormatCannotHold_IsSaidAndCounted()
    {
        var report = DatasetConversion.Run(Voc(), DataFormat.Yolo, _folder.PathOf("yolo"));

        report.LostData.Where(loss => loss.StartsWith("train:", StringComparison.Ordinal)).Should().Equal(
            "train: marks as difficult 1 -> 0; the objects stay, as ordinary ones.",
            "train: marks as crowds 1 -> 0; the boxes stay, as those of ordinary objects.",
            "train: marks as truncated 1 -> 0; the objects stay.");
        report.Splits[0].Before.Objects.Should().Be(4);
        report.Splits[0].After.ObjectsByClass.Should().BeEquivalentTo(new Dictionary<string, int> { ["cat"] = 1, ["dog's"] = 3 });
        report.Splits[0].After.ImagesWithoutObjects.Should().Be(1);
        report.Splits[0].LargestShift.Should().BeLessThan(1e-3);
        DatasetConversion.Run(Voc("again"), DataFormat.Coco, _folder.PathOf("coco")).LostData.Should().BeEmpty();
    }

    [Fact]
    public void ClassesWithoutObjects_AreSaidToBeLost_WhereAFormatHasNoListOfThem()
    {
        _folder.Images("images/a.png").Text("labels/a.txt", "1 0.5 0.5 0.2 0.2").Text("data.yaml", "train: images", "names: [bird, cat]");

        DatasetConversion.Run(_folder.Root, DataFormat.Voc, _folder.PathOf("voc")).LostData
            .Should().Equal("train: classes 2 -> 1; the new format names classes only at objects.");
    }

    [Fact]
    public void BoxesWithDecimals_StayWithinAThousandthOfAPixel() =>
        Gen.Select(Gen.Float[0, 80], Gen.Float[0, 40], Gen.Float[2, 20], Gen.Float[2, 10], Gen.Int[0, int.MaxValue])
            .Sample((x, y, width, height, id) =>
        {
            using var folder = new DataFolder();
            folder.Images("images/a.png").Text("instances_train.json", FormattableString.Invariant(
                $$"""
                {"images": [{"id": {{id}}, "file_name": "a.png", "width": 100, "height": 50}],
                 "categories": [{"id": {{id}}, "name": "dog"}],
                 "annotations": [{"id": 1, "image_id": {{id}}, "category_id": {{id}}, "bbox": [{{x}}, {{y}}, {{width}}, {{height}}]}]}
                """));

            foreach (var format in Enum.GetValues<DataFormat>())
            {
                var report = DatasetConversion.Run(folder.PathOf("instances_train.json"), format, folder.PathOf($"{format}"));
                var split = report.Splits.Single();
                split.After.Objects.Should().Be(1);
                split.LargestShift.Should().BeLessThan(2e-3);
            }
        }, iter: 20, threads: 1);

    [Fact]
    public void ImagesOfOneName_GetNamesOfTheirOwn()
    {
        foreach (var split in new[] { "train", "val" })
            _folder.Image($"{split}/images/a 1.png", new RgbImage(new ImageSize(split.Length, 9)))
                .Text($"{split}/labels/a 1.txt", "0 0.5 0.5 0.5 0.5");
        _folder.Text("data.yaml", "train: train/images", "val: val/images", "names: [dog]");

        foreach (var format in Enum.GetValues<DataFormat>())
        {
            var report = DatasetConversion.Run(_folder.PathOf("data.yaml"), format, _folder.PathOf($"{format}"));

            report.RenamedImages.Should().Be(2);
            Datasets.Open(_folder.PathOf($"{format}"), "train").ReadImage(0).Size.Width.Should().Be(5);
            Datasets.Open(_folder.PathOf($"{format}"), "val").ReadImage(0).Size.Width.Should().Be(3);
        }
    }

    [Fact]
    public void Images_MayBeLinks()
    {
        DatasetConversion.Run(Voc(), DataFormat.Coco, _folder.PathOf("coco"), splits: ["val"], linkImages: true);

        new FileInfo(_folder.PathOf("coco/images/c.PNG")).LinkTarget.Should().EndWith("c.PNG");
        Datasets.SplitsOf(_folder.PathOf("coco")).Should().Equal("val");
    }

    [Fact]
    public void NothingIsOverwritten_AndNothingIsLeftOfAFailure()
    {
        var voc = Voc();
        _folder.Text("full/mine.txt", "");
        FluentActions.Invoking(() => DatasetConversion.Run(voc, DataFormat.Coco, _folder.PathOf("full")))
            .Should().Throw<IOException>().WithMessage("*full: the folder has files, which are not overwritten; give another folder.");

        File.Delete(_folder.PathOf("voc/JPEGImages/c.PNG"));
        FluentActions.Invoking(() => DatasetConversion.Run(voc, DataFormat.Coco, _folder.PathOf("new")))
            .Should().Throw<FileNotFoundException>().WithMessage("*c.jpg: the image of annotation 'c' is missing; add it.");
        Directory.EnumerateFileSystemEntries(_folder.Root).Select(Path.GetFileName).Should().BeEquivalentTo("voc", "full");
    }

    [Fact]
    public void ClassNames_AreReadBackAsTheyWere_WhateverTheirCharacters()
    {
        var names = new[] { "it's", "a: b #c", "- x", "\u001b[2Jred", "two\nlines\u2028", "\"q\\\"" };
        var categories = string.Join(", ", names.Select((name, id) => $$"""{"id": {{id}}, "name": {{JsonSerializer.Serialize(name)}}}"""));
        _folder.Images("images/a.png").Text("instances_train.json",
            $$"""
            {"images": [{"id": 1, "file_name": "a.png", "width": 100, "height": 50}],
             "annotations": [], "categories": [{{categories}}]}
            """);

        DatasetConversion.Run(_folder.PathOf("instances_train.json"), DataFormat.Yolo, _folder.PathOf("yolo"));

        Datasets.Open(_folder.PathOf("yolo"), "train").Classes.Should().Equal(names);
    }

    [Fact]
    public void ASplitThatACocoFileCannotBe_IsRefused()
    {
        _folder.Images("images/a.png").Text("labels/a.txt", "0 0.5 0.5 0.2 0.2")
            .Text("data.yaml", "train: images", "my_train: images", "names: [bird]");

        FluentActions.Invoking(() => DatasetConversion.Run(_folder.Root, DataFormat.Coco, _folder.PathOf("coco")))
            .Should().Throw<ArgumentException>().WithMessage("split 'my_train' cannot be a COCO file*");
    }

    /// <summary>Two images with four objects and one with one, and all flags.</summary>
    private string Voc(string name = "voc")
    {
        const string Size = "<size><width>100</width><height>50</height><depth>3</depth></size>";
        var crowd = Object("dog's", "20", "30", "40", "50").Replace("<bndbox>", "<iscrowd>1</iscrowd><bndbox>", StringComparison.Ordinal);
        var truncated = Object("dog's", "50", "1", "100", "50").Replace(
            "<bndbox>", "<truncated>1</truncated><bndbox>", StringComparison.Ordinal);
        _folder.Images($"{name}/JPEGImages/a.png", $"{name}/JPEGImages/b.jpg", $"{name}/JPEGImages/c.PNG")
            .Text($"{name}/ImageSets/Main/train.txt", "a", "b").Text($"{name}/ImageSets/Main/val.txt", "c")
            .Text($"{name}/ImageSets/Main/trainval.txt", "a", "b", "c")
            .Text(
                $"{name}/Annotations/a.xml",
                $"<annotation>{Size}{Object("cat", "1", "1", "9", "9", difficult: 1)}{crowd}{truncated}"
                + $"{Object("dog's", "3", "4", "5", "6")}</annotation>")
            .Text($"{name}/Annotations/b.xml", $"<annotation>{Size}</annotation>")
            .Text($"{name}/Annotations/c.xml", $"<annotation>{Size}{Object("cat", "7", "8", "21", "22")}</annotation>");
        return _folder.PathOf(name);
    }
}
