using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Tests.Data;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Evaluation;

public sealed class WriteDetectionFilesTests : IDisposable
{
    private static readonly IDetectionMetric[] Metrics = [VocMetric.Voc07, VocMetric.Voc10, CocoMetric.Default];

    private readonly DataFolder _folder = new();
    private readonly VocFolder _voc = new();

    public void Dispose()
    {
        _folder.Dispose();
        _voc.Dispose();
    }

    [Fact]
    public void OfAVocFolder_MeasureTheSame_WithFlatBoxesAndBoxesOutsideToo()
    {
        _voc.Split("val", "p 9", "p1", "p2")
            .Annotation(
                "p 9", Object("dog", "10", "10", "40", "40") + Object("cat", "50", "5", "80", "45") + Object("cat", "90", "7", "90", "20"))
            .Annotation("p1", Object("cat", "60", "10", "120", "60") + Object("dog", "1", "1", "30", "30", difficult: 1))
            .Annotation("p2");
        var (measured, written) = Write(new VocDataset(_voc.Root, "val"));

        measured.Truths.Should().HaveCount(5, "the flat box counts, as for the evaluators that read the files");
        ShouldBeEqual(measured, Read(written, _voc.Root, "val"));
        ShouldBeEqual(measured, Read(Path.Combine(written, DetectionFiles.CocoResults), _voc.Root, "val"));
        ShouldBeEqual(measured, Read(Path.Combine(written, DetectionFiles.CocoResults), Path.Combine(written, DetectionFiles.CocoTruth)));
    }

    [Fact]
    public void OfACocoFile_MeasureTheSame_UnderItsOwnNumbers()
    {
        _folder.Text("truth.json", """
            {"images": [{"id": 70, "file_name": "b.jpg", "width": 100, "height": 50},
                        {"id": 3, "file_name": "a.jpg", "width": 100, "height": 50}],
             "categories": [{"id": 9, "name": "dog"}, {"id": 5, "name": "cat"}],
             "annotations": [{"id": 1, "image_id": 70, "category_id": 9, "bbox": [10, 10, 30.5, 30], "area": 300, "iscrowd": 0},
                             {"id": 2, "image_id": 3, "category_id": 5, "bbox": [50, 5, 30, 30], "area": 900, "iscrowd": 1},
                             {"id": 3, "image_id": 3, "category_id": 5, "bbox": [20, 5, 25, 30], "area": 750, "iscrowd": 0}]}
            """);
        var (measured, written) = Write(new CocoDataset(_folder.PathOf("truth.json")));

        File.Exists(Path.Combine(written, DetectionFiles.CocoTruth)).Should().BeFalse("the data set is such a file");
        File.ReadAllText(Path.Combine(written, DetectionFiles.CocoResults)).Should().Contain("\"image_id\":70,\"category_id\":9");
        ShouldBeEqual(measured, Read(written, _folder.PathOf("truth.json")));
        ShouldBeEqual(measured, Read(Path.Combine(written, DetectionFiles.CocoResults), _folder.PathOf("truth.json")));
    }

    [Fact]
    public void OfTextLabels_MeasureTheSame_AgainstTheTruthBesideThem()
    {
        _folder.Text("data.yaml", "val: images", "names: [owl, cat]").Images("images/a.png", "images/b.png")
            .Text("labels/a.txt", "1 0.5 0.5 0.2 0.4", "0 0.2 0.2 0.3 0.3").Text("labels/b.txt", "0 0.7 0.5 0.2 0.4");
        var (measured, written) = Write(new YoloTextDataset(_folder.PathOf("data.yaml"), "val"));

        ShouldBeEqual(measured, Read(Path.Combine(written, DetectionFiles.CocoResults), Path.Combine(written, DetectionFiles.CocoTruth)));
        ShouldBeEqual(measured, Read(written, Path.Combine(written, DetectionFiles.CocoTruth)));
    }

    [Fact]
    public void FromFiles_GivesTheObjectsTheClassIdsOfTheDataSet()
    {
        _voc.Split("val", "p1").Annotation("p1", Object("dog", "1", "1", "30", "30"));
        var dataset = new VocDataset(_voc.Root, "val", new ClassNames(["owl", "dog", "cat"]));

        MeasuredSet.FromFiles(dataset, [new(dataset.GetAnnotation(0), [])]).Truths.Single().ClassId.Should().Be(1);
    }

    [Fact]
    public void Write_RefusesAFolderWithFilesOfOtherClasses_AndNamesThatNoFileCanHave()
    {
        _folder.Text("comp4_det_val_owl.txt", "").Text("comp4_det_test_owl.txt", "");

        FluentActions.Invoking(() => DetectionFiles.CheckFolder(_folder.Root, "val", new(["cat"])))
            .Should().Throw<InvalidDataException>().WithMessage("*comp4_det_val_owl.txt: this file is for a class that is not evaluated*");
        FluentActions.Invoking(() => DetectionFiles.CheckFolder(_folder.Root, "val", new(["cat", "owl"]))).Should().NotThrow();
        FluentActions.Invoking(() => DetectionFiles.CheckFolder(_folder.PathOf("new"), "val", new(["a/b"])))
            .Should().Throw<InvalidDataException>()
            .WithMessage("class 'a/b' cannot be part of a file name: it contains / or \\; rename it.");
        FluentActions.Invoking(() => DetectionFiles.CheckFolder(_folder.PathOf("new"), "../val", new(["a"])))
            .Should().Throw<InvalidDataException>().WithMessage("split '../val' cannot be part of a file name: *");
    }

    private (MeasuredSet Measured, string Folder) Write(FileDataset dataset)
    {
        var images = Enumerable.Range(0, dataset.Count).Select(dataset.GetAnnotation)
            .Select((image, i) => new MeasuredImage(image, [.. Detections(image, i, dataset.Classes.Count)])).ToList();
        DetectionFiles.Write(dataset, images, _folder.PathOf("found"));
        return (MeasuredSet.FromFiles(dataset, images), _folder.PathOf("found"));
    }

    /// <summary>Each object nearly, some also under another class, and one thing that is not there; many scores are equal.</summary>
    private static IEnumerable<Detection> Detections(Annotation image, int number, int classes)
    {
        foreach (var (box, id, _, _) in image.Boxes)
        {
            yield return new(box with { CenterX = box.CenterX + 0.013f * (number + 1), Width = box.Width * 0.93f }, id, 0.7f);
            yield return new(box with { Height = box.Height * 0.61f }, (id + number) % classes, 0.7f - 0.1f * number);
        }
        yield return new(new Box(0.31f, 0.77f, 0.123f, 0.2f), number % classes, 0.7f);
    }

    private static MeasuredSet Read(string detections, string truth, string? split = null) =>
        DetectionFiles.Read(detections, truth, split, []);

    private static void ShouldBeEqual(MeasuredSet measured, MeasuredSet read)
    {
        foreach (var metric in Metrics)
        {
            var (expected, actual) = (metric.Measure(measured), metric.Measure(read));
            expected.Map.Should().BeInRange(0.01, 0.99, "the case is neither empty nor perfect");
            actual.Map.Should().BeApproximately(expected.Map!.Value, 1e-12, metric.Name);
            foreach (var result in expected.Classes)
            {
                var other = actual.Classes.Single(item => item.Name == result.Name);
                (other.Truths, other.Detections).Should().Be((result.Truths, result.Detections));
                Math.Abs((other.Ap ?? -1) - (result.Ap ?? -1)).Should().BeLessThan(1e-12, $"{metric.Name} of {result.Name}");
            }
        }
    }
}
