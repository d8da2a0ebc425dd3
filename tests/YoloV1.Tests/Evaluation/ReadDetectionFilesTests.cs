using YoloV1.Evaluation;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Tests.Evaluation;

public sealed class ReadDetectionFilesTests : IDisposable
{
    private const string Truth = """
        {"images": [{"id": 7, "file_name": "train/b.jpg", "width": 50, "height": 50}, {"id": 3, "file_name": "a.jpg"}],
         "categories": [{"id": 9, "name": "traffic light"}, {"id": 2, "name": "cat"}],
         "annotations": [{"id": 1, "image_id": 7, "category_id": 9, "bbox": [1.5, 2, 10.25, 20], "area": 150.5, "iscrowd": 1,
                           "segmentation": {"counts": [1]}},
                         {"id": 2, "image_id": 3, "category_id": 2, "bbox": [-5, 0, 0, 1e1], "difficult": 1}]}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly VocFolder _voc = new();
    private readonly List<string> _warnings = [];

    public void Dispose()
    {
        _folder.Dispose();
        _voc.Dispose();
    }

    [Fact]
    public void Read_KeepsTheNumbersOfCocoFiles_ImagesAndClassesInTheOrderOfTheirIds()
    {
        var set = Read("""[{"image_id": 3, "category_id": 9, "bbox": [0.1, 0.2, 0.30000000000000004, 4], "score": 1e-3}]""", Truth);

        set.Classes.Should().Equal("cat", "traffic light");
        set.Images.Should().Equal("3", "7");
        set.Truths.Should().Equal(
            new TruthBox("7", 1, PixelBox.FromCoco(1.5, 2, 10.25, 20), Crowd: true, Area: 150.5),
            new TruthBox("3", 0, PixelBox.FromCoco(-5, 0, 0, 10), Difficult: true));
        set.Detections.Should().Equal(new ScoredBox("3", 1, PixelBox.FromCoco(0.1, 0.2, 0.30000000000000004, 4), 0.001));
        _warnings.Should().BeEmpty();
    }

    [Fact]
    public void Read_TakesNoDetectionsAtAll()
    {
        var set = Read("[]", Truth);

        set.Detections.Should().BeEmpty();
        VocMetric.Voc10.Measure(set).Classes.Select(result => result.Ap).Should().Equal(null, 0);
        CocoMetric.Default.Measure(set).Classes.Select(result => result.Ap).Should().Equal(0, null);
    }

    [Fact]
    public void Read_LeavesOutDetectionsOfUnknownCategories_AndSaysSo()
    {
        Read("""[{"image_id": 3, "category_id": 1, "bbox": [0, 0, 1, 1], "score": 1}]""", Truth).Detections.Should().BeEmpty();

        _warnings.Should().ContainSingle().Which.Should().Contain("1 detections whose category is not in");
    }

    [Theory]
    [InlineData("""[{"image_id": 4, "category_id": 2, "bbox": [0, 0, 1, 1], "score": 1}]""",
        "*found.json: entry 0 is for image 4, which is not in *; *")]
    [InlineData("""[{"image_id": 3, "category_id": 2, "bbox": [0, 0, 1], "score": 1}]""", "*found.json: the bbox of entry 0 is not *")]
    [InlineData("""[{"image_id": 3, "category_id": 2, "bbox": [0, 0, 1, 1]}]""", "*found.json(1): COCO results are an array *")]
    [InlineData("""[{"image_id": 3, "category_id": 2, "bbox": [0, 0, 1, 1], "score": NaN}]""", "*found.json(1): *")]
    [InlineData("""[null]""", "*found.json: entry 0 is null; *")]
    [InlineData("""[{"image_id": "a", "category_id": 2, "bbox": [0, 0, 1, 1], "score": 1}]""",
        "*found.json: entry 0 is for image a, which is not in *; *")]
    [InlineData("""[{"image_id": "1.5", "category_id": 2, "bbox": [0, 0, 1, 1], "score": 1}]""",
        "*found.json(1): *'1.5' is not a whole number*")]
    [InlineData("""[{"image_id": 3, "category_id": 2, "bbox": [0.1, 0.2, 0.5, 0.5], "score": 1}]""",
        "*found.json: all boxes are fractions of their images, but this format uses pixels; *")]
    [InlineData("""[{"image_id": 3, "category_id": 2, "bbox": [0, 0, 1, 1]}]""", "*found.json(1): COCO results *'score' is missing.")]
    [InlineData("""[{"image_id": 3, "category_id": 2, "bbox": [0, 0, 1, 1], "score": 1},]""", "*found.json(1): *a comma before *")]
    [InlineData("""{"annotations": []}""", "*found.json(1): COCO results are an array *")]
    public void Read_RefusesResultsThatAreWrong(string detections, string message) =>
        FluentActions.Invoking(() => Read(detections, Truth)).Should().Throw<InvalidDataException>().WithMessage(message);

    [Fact]
    public void Read_TakesIdsThatAreText_AsCocosProgramDoes()
    {
        var truth = Truth.Replace("\"id\": 7", "\"id\": \"b.jpg\"").Replace("\"image_id\": 7", "\"image_id\": \"b.jpg\"")
            .Replace("\"id\": 9", "\"id\": \"light\"").Replace("\"category_id\": 9", "\"category_id\": \"light\"");
        var set = Read("""[{"image_id": "b.jpg", "category_id": "light", "bbox": [1, 2, 3, 4], "score": 1}]""", truth);

        set.Images.Should().BeEquivalentTo("b.jpg", "3");
        set.Detections.Should().ContainSingle().Which.Image.Should().Be("b.jpg");
        set.Classes[set.Detections[0].ClassId].Should().Be("traffic light");
        set.Truths.Should().Contain(truth => truth.Image == "b.jpg" && set.Classes[truth.ClassId] == "traffic light");
    }

    [Fact]
    public void Read_RefusesBoxesInFractions_WhichWouldFindNothing()
    {
        FluentActions.Invoking(() => Read("[]", Truth.Replace("[1.5, 2, 10.25, 20]", "[.1, .2, .3, .4]".Replace(".", "0."))
                .Replace("[-5, 0, 0, 1e1]", "[0, 0, 0.5, 1]")))
            .Should().Throw<InvalidDataException>().WithMessage("*all boxes are fractions of their images*");
        Directory.CreateDirectory(_folder["found"]);
        _voc.Split("test", "a").Annotation("a", Object("dog", "0.1", "0.2", "0.5", "0.9"));
        File.WriteAllText(_folder["found/comp4_det_test_dog.txt"], "a 0.9 1 2 30 40");
        FluentActions.Invoking(() => DetectionFiles.Read(_folder["found"], _voc.Root, "test", _warnings))
            .Should().Throw<InvalidDataException>().WithMessage("*all boxes are fractions of their images*");
        _voc.Annotation("a", Object("dog", "10", "20", "50", "40"));
        File.WriteAllText(_folder["found/comp4_det_test_dog.txt"], "a 0.9 0.1 0.2 0.5 0.9");
        FluentActions.Invoking(() => DetectionFiles.Read(_folder["found"], _voc.Root, "test", _warnings))
            .Should().Throw<InvalidDataException>().WithMessage("*comp4_det_test_dog.txt: all boxes are fractions*");
    }

    [Fact]
    public void Read_QuotesNoMoreOfWrongResultsThanAMessageCanShow() =>
        FluentActions.Invoking(() => Read($"[{new string('n', 5000)}]", Truth))
            .Should().Throw<InvalidDataException>().Which.Message.Length.Should().BeLessThan(700);

    [Fact]
    public void Read_LeavesOutAnnotationsOfUnknownImagesAndCategories_AsCocosProgramDoes()
    {
        var set = Read("[]", Truth.Replace("\"image_id\": 7", "\"image_id\": 8"));

        set.Truths.Should().ContainSingle();
        _warnings.Should().ContainSingle().Which.Should().Contain("1 annotations with an unknown image or category");
    }

    [Fact]
    public void Read_FindsTheImagesOfComp4FilesByTheirFileNames()
    {
        File.WriteAllText(_folder["truth.json"], Truth);
        Directory.CreateDirectory(_folder["comp4"]);
        File.WriteAllText(Path.Combine(_folder["comp4"], "comp4_det_val_traffic light.txt"), "b 0.5 1 2 3 4\n\na.jpg 1e-05 1 2.5 3 4\n");
        File.WriteAllText(Path.Combine(_folder["comp4"], "comp4_det_val_dog.txt"), "b 0.5 1 2 3 4\n");

        var set = DetectionFiles.Read(_folder["comp4"], _folder["truth.json"], null, _warnings);

        set.Detections.Should().Equal(new ScoredBox("7", 1, new(1, 2, 3, 4), 0.5), new ScoredBox("3", 1, new(1, 2.5, 3, 4), 1e-5));
        _warnings.Should().ContainSingle().Which.Should().Contain("no class dog; its detections are left out");
    }

    [Fact]
    public void Read_KeepsTheBoxesOfAVocFolderAsTheyAre_AndAClassThatIsOnlyDetected()
    {
        _voc.Split("test", "000012", "000003").Annotation("000012", Object("cat", "-3", "5", "5", "400", difficult: 1))
            .Annotation("000003");
        Comp4("comp4_det_test_cat.txt", "000012 0.9 1 1 2 2");
        Comp4("comp4_det_test_owl.txt", "000003 0.9 1 1 2 2");

        var set = DetectionFiles.Read(_folder["comp4"], _voc.Root, null, _warnings);

        set.Classes.Should().Equal("cat", "owl");
        set.Images.Should().Equal("000012", "000003");
        set.Truths.Should().Equal(new TruthBox("000012", 0, new(-3, 5, 5, 400), Difficult: true));
        set.Detections.Select(found => (found.Image, found.ClassId)).Should().Equal(("000012", 0), ("000003", 1));
    }

    [Fact]
    public void Read_TakesTheNumberOfAnImagesNameForItsId_OrItsPlace()
    {
        _voc.Split("test", "000012", "000003").Split("names", "b", "a");
        foreach (var name in new[] { "000012", "000003", "a", "b" })
            _voc.Annotation(name, Object("cat", "1", "1", "5", "5"));
        File.WriteAllText(_folder["found.json"], """[{"image_id": 3, "category_id": 1, "bbox": [0, 0, 5, 5], "score": 1}]""");
        File.WriteAllText(_folder["places.json"], """[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 5, 5], "score": 1}]""");

        DetectionFiles.Read(_folder["found.json"], _voc.Root, "test", _warnings).Detections.Single().Image.Should().Be("000003");
        DetectionFiles.Read(_folder["places.json"], _voc.Root, "names", _warnings).Detections.Single().Image.Should().Be("b");
    }

    [Theory]
    [InlineData("000012 0.9 1 1 2", "*comp4_det_test_cat.txt(2): '000012 0.9 1 1 2' is not 'image score xmin ymin xmax ymax'; *")]
    [InlineData("000012 0,9 1 1 2 2", "*(2): '000012 0,9 1 1 2 2' is not *decimal points.")]
    [InlineData("000012 nan 1 1 2 2", "*(2): '000012 nan 1 1 2 2' is not *")]
    [InlineData("000013 0.9 1 1 2 2", "*(2): image '000013' is not in *")]
    public void Read_RefusesAComp4LineThatIsWrong(string line, string message)
    {
        _voc.Split("test", "000012").Annotation("000012", Object("cat", "1", "1", "5", "5"));
        Comp4("comp4_det_test_cat.txt", $"000012 0.9 1 1 2 2\n{line}");

        FluentActions.Invoking(() => DetectionFiles.Read(_folder["comp4"], _voc.Root, null, _warnings))
            .Should().Throw<InvalidDataException>().WithMessage(message);
    }

    [Fact]
    public void Read_TakesTheFilesOfTheSplit_WhenAFolderHasSeveral()
    {
        _voc.Split("val", "000012").Split("test", "000012").Annotation("000012", Object("cat", "1", "1", "5", "5"));
        Comp4("comp4_det_test_cat.txt", "000012 0.9 1 1 2 2");
        Comp4("comp4_det_val_cat.txt", "000012 0.8 1 1 2 2");

        DetectionFiles.Read(_folder["comp4"], _voc.Root, "val", _warnings).Detections.Single().Score.Should().Be(0.8);
        FluentActions.Invoking(() => DetectionFiles.Read(_folder["comp4"], _voc.Root, null, _warnings))
            .Should().Throw<InvalidDataException>()
            .WithMessage("*class 'cat' is in comp4_det_test_cat.txt and comp4_det_val_cat.txt; choose with a split.");
    }

    [Fact]
    public void Read_SaysWhichSplitsThereAre_WhenNoneIsNamed()
    {
        _voc.Split("train", "a").Split("val", "a").Annotation("a", Object("cat", "1", "1", "5", "5"));

        FluentActions.Invoking(() => DetectionFiles.Read(_folder["found.json"], _voc.Root, null, _warnings))
            .Should().Throw<ArgumentException>().WithMessage("*name one of its splits: train, val.");
    }

    private void Comp4(string name, string lines)
    {
        Directory.CreateDirectory(_folder["comp4"]);
        File.WriteAllText(Path.Combine(_folder["comp4"], name), lines + "\n");
    }

    private MeasuredSet Read(string detections, string truth)
    {
        File.WriteAllText(_folder["found.json"], detections);
        File.WriteAllText(_folder["truth.json"], truth);
        return DetectionFiles.Read(_folder["found.json"], _folder["truth.json"], null, _warnings);
    }
}
