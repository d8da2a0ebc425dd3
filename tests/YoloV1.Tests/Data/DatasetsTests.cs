using YoloV1.Data;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Data;

public sealed class DatasetsTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly VocFolder _voc = new();

    public void Dispose()
    {
        _folder.Dispose();
        _voc.Dispose();
    }

    [Fact]
    public void Open_TellsTheFormatsApart()
    {
        _voc.Split("train", "a").Annotation("a", Object("dog", "1", "1", "9", "9"));
        _folder.Images("yolo/images/a.png").Text("yolo/data.yml", "train: images", "names: [dog]")
            .Text(
                "coco/annotations/instances_train.json",
                """{"images": [{"id": 1, "file_name": "a.jpg", "width": 1, "height": 1}], "categories": [{"id": 1, "name": "dog"}]}""");

        Datasets.Open(_voc.Root, "train").Should().BeOfType<VocDataset>();
        Datasets.Open(_folder.PathOf("yolo"), "train").Should().BeOfType<YoloTextDataset>();
        Datasets.Open(_folder.PathOf("yolo/data.yml"), "train").Should().BeOfType<YoloTextDataset>();
        Datasets.Open(_folder.PathOf("coco"), "train").Should().BeOfType<CocoDataset>();
        Datasets.Open(_folder.PathOf("coco/annotations/instances_train.json")).Should().BeOfType<CocoDataset>();
    }

    [Fact]
    public void Open_SaysWhatWouldBeADataSet()
    {
        _folder.Text("notes.txt", "");

        FluentActions.Invoking(() => Datasets.Open("nowhere", "train"))
            .Should().Throw<FileNotFoundException>().WithMessage("nowhere: there is no such*a folder exported by a labelling tool*");
        FluentActions.Invoking(() => Datasets.Open(_folder.Root, "train"))
            .Should().Throw<ArgumentException>().WithMessage("*this is not a data set; it has 1 .txt file. Put the images*");
        FluentActions.Invoking(() => Datasets.Open(_folder.PathOf("notes.txt"), "train"))
            .Should().Throw<ArgumentException>().WithMessage("*notes.txt: this is not a data set*");
        _folder.Text("a.yaml", "names: [dog]").Text("b.yaml", "names: [dog]");
        FluentActions.Invoking(() => Datasets.Open(_folder.Root, "train"))
            .Should().Throw<ArgumentException>().WithMessage("*a.yaml, b.yaml*");
        FluentActions.Invoking(() => Datasets.Open(_folder.PathOf("a.yaml"), "train"))
            .Should().Throw<InvalidDataException>().WithMessage("*a.yaml(1): there is no split: neither a list *");
        FluentActions.Invoking(() => Datasets.Open(_voc.Split("val", "a").Split("train", "a").Root))
            .Should().Throw<ArgumentException>().WithMessage("*name a split*it has: train, val.");
    }

    [Fact]
    public void ADevkit_IsReadAsOne_AndASplitIsThatOfTheYearsThatHaveIt()
    {
        (string, string, string)[] lists =
            [("VOC2007", "trainval", "000001"), ("VOC2012", "trainval", "2008_000001"), ("VOC2007", "test", "000002")];
        foreach (var (year, split, name) in lists)
        {
            _folder.Images($"VOCdevkit/{year}/JPEGImages/{name}.JPG").Text($"VOCdevkit/{year}/ImageSets/Main/{split}.txt", name)
                .Text($"VOCdevkit/{year}/ImageSets/Main/dog_{split}.txt", $"{name}  1")
                .Text($"VOCdevkit/{year}/Annotations/{name}.xml", "<annotation>" + Object("dog", "1", "1", "9", "9") + "</annotation>");
        }

        foreach (var root in new[] { _folder.Root, _folder.PathOf("VOCdevkit") })
        {
            Names(Datasets.Open(root, "trainval")).Should().Equal("000001", "2008_000001");
            Names(Datasets.Open(root, "test")).Should().Equal("000002");
            Datasets.SplitsOf(root).Should().Equal(["test", "trainval"], "the lists of one class are no splits");
            Datasets.Open(root, "trainval").ReadImage(1).Size.Should().Be(new ImageSize(100, 50));
        }

        static IEnumerable<string> Names(FileDataset dataset) =>
            Enumerable.Range(0, dataset.Count).Select(index => dataset.GetAnnotation(index).Name);
    }
}
