using System.Globalization;
using System.Text.Json;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Weights;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Cli.Tests;

public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VocFolder _voc = new();
    private readonly string _model;
    private readonly string _image;

    public OutputTests()
    {
        _model = SmallModel.Save(_folder["small.safetensors"]);
        _image = _folder["cat.jpg"];
        File.WriteAllBytes(_image, TestImages.Jpeg(80, 60));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _voc.Dispose();
    }

    [Fact]
    public void PredictJson_HasAnEntryAnImage_WithBoxesInItsPixels()
    {
        using var detector = Detector.Load(_model, new DetectorOptions { Thresholds = new() { Score = 0 } });
        var expected = detector.Detect(_image)[0];
        var (x1, y1, x2, y2) = expected.Box.ToPixels(new ImageSize(80, 60));

        var images = Json("predict", _image, _image, "--weights", _model, "--score", "0", "--json");

        images.GetArrayLength().Should().Be(2);
        NamesOf(images[0]).Should().Equal("image", "width", "height", "detections");
        (images[0].GetProperty("image").GetString(), Int(images[0], "width"), Int(images[0], "height")).Should().Be((_image, 80, 60));
        var found = images[0].GetProperty("detections")[0];
        NamesOf(found).Should().Equal("class", "classId", "score", "box");
        Int(found, "classId").Should().Be(expected.ClassId);
        found.GetProperty("class").GetString().Should().Be(SmallModel.Classes[expected.ClassId]);
        found.GetProperty("score").GetSingle().Should().Be(expected.Score);
        found.GetProperty("box").EnumerateObject().Select(edge => (edge.Name, edge.Value.GetSingle()))
            .Should().Equal(("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));
    }

    [Fact]
    public void Predict_GivesALineAnImage_AndSavesItDrawn()
    {
        var lines = Call.Run("predict", _image, "--weights", _model, "--score", "0.99", "--save", _folder["drawn"]).ShouldSucceed().Output;

        lines.TrimEnd().Should().Be($"{_image}: nothing");
        ImageFile.Read(Path.Combine(_folder["drawn"], "cat.jpg")).Size.Should().Be(new ImageSize(80, 60));
    }

    [Theory]
    [InlineData("soft", Suppression.Soft)]
    [InlineData("fused", Suppression.Fused)]
    public void Predict_SuppressesAsTheCallSays(string word, Suppression suppression)
    {
        using var detector = Detector.Load(_model);
        var expected = detector.Detect(_image, new() { Score = 0, Iou = 0.3f, Suppression = suppression });

        var images = Json("predict", _image, "--weights", _model, "--score", "0", "--iou", "0.3", "--suppression", word, "--json");

        images[0].GetProperty("detections").EnumerateArray().Select(found => found.GetProperty("score").GetSingle())
            .Should().Equal(expected.Select(found => found.Score));
    }

    [Fact]
    public void ValKeep_LeavesItsThresholdsInTheModelFile_AndTheWeightsAsTheyAre()
    {
        _voc.Split("val", "a").Image("a.png").Annotation("a", Object("cat", "5", "5", "60", "40"));
        var before = Safetensors.Load(_model);

        var call = Call.Run("val", "--weights", _model, "--data", _voc.Root, "--suppression", "fused", "--keep").ShouldSucceed();

        using (var file = ModelFile.Open(_model))
        {
            file.Thresholds!.Suppression.Should().Be(Suppression.Fused);
            call.Error.Should().Contain(string.Create(
                CultureInfo.InvariantCulture, $"{_model}: predict now uses a minimum score of {file.Thresholds.Score}."));
            file.Classes.Should().Equal(SmallModel.Classes);
        }
        foreach (var (name, tensor) in Safetensors.Load(_model))
            tensor.bytes.SequenceEqual(before[name].bytes).Should().BeTrue(name);
    }

    [Fact]
    public void Predict_SavesImagesOfOneNameUnderTwo()
    {
        Directory.CreateDirectory(_folder["more"]);
        File.Copy(_image, Path.Combine(_folder["more"], "cat.jpg"));

        Call.Run("predict", _image, _folder["more"], "--weights", _model, "--save", _folder["drawn"]).ShouldSucceed();

        Directory.GetFiles(_folder["drawn"]).Select(Path.GetFileName).Should().BeEquivalentTo("cat.jpg", "cat-2.jpg");
    }

    [Fact]
    public void ValJson_HasTheProtocolTheMeanAndTheClasses()
    {
        _voc.Split("val", "a").Image("a.png").Annotation("a", Object("dog", "5", "5", "60", "40"));

        var report = Json("val", "--weights", _model, "--data", _voc.Root, "--protocol", "voc07", "--json");

        NamesOf(report).Should().StartWith(["protocol", "map", "map50", "classes"]);
        report.GetProperty("protocol").GetString().Should().Be("voc07");
        report.GetProperty("map").GetDouble().Should().BeInRange(0, 1);
        var classes = report.GetProperty("classes").EnumerateArray().ToArray();
        classes.Select(result => result.GetProperty("name").GetString()).Should().Equal(SmallModel.Classes);
        classes.Should().OnlyContain(result => NamesOf(result).Take(4).SequenceEqual(new[] { "name", "ap", "truths", "detections" }));
        classes.Select(result => Int(result, "truths")).Should().Equal(0, 1, 0);
        classes[0].GetProperty("ap").ValueKind.Should().Be(JsonValueKind.Null, "there is no cat to find");
    }

    [Fact]
    public void ValJson_IsAnArray_WhenSeveralProtocolsAreAskedFor()
    {
        _voc.Split("val", "a").Image("a.png").Annotation("a", Object("dog", "5", "5", "60", "40"));

        var reports = Json("val", "--weights", _model, "--data", _voc.Root, "--protocol", "voc07,voc10", "--json");

        reports.EnumerateArray().Select(report => report.GetProperty("protocol").GetString()).Should().Equal("voc07", "voc10");
    }

    [Fact]
    public void InfoJson_DescribesTheNotebooksNetwork()
    {
        var info = Json("info", "--model", "notebook", "--json");

        NamesOf(info).Should().Contain(["model", "parameters", "gflops", "input", "output", "layers"]);
        info.GetProperty("model").GetString().Should().Be("notebook");
        info.GetProperty("parameters").GetInt64().Should().Be(243_662_846);
        info.GetProperty("gflops").GetDouble().Should().BePositive();
        Ints(info.GetProperty("input")).Should().Equal(1, 3, 448, 448);
        Ints(info.GetProperty("output")).Should().Equal(1, 7, 7, 30);
        info.GetProperty("layers").EnumerateArray().Sum(layer => layer.GetProperty("parameters").GetInt64()).Should().Be(243_662_846);
    }

    [Fact]
    public void InfoJson_TellsWhatAModelFileHolds()
    {
        var info = Json("info", "--weights", _model, "--json");

        info.GetProperty("model").GetString().Should().Be("small");
        Ints(info.GetProperty("output")).Should().Equal(1, 2, 2, 13);
        info.GetProperty("classes").EnumerateArray().Select(name => name.GetString()).Should().Equal(SmallModel.Classes);
    }

    [Fact]
    public void ChecksJson_TellsVersionsAndDevice()
    {
        var checks = Json("checks", "--json");

        checks.GetProperty("torchSharp").GetString().Should().MatchRegex(@"^\d+\.\d+\.\d+$");
        checks.GetProperty("libTorch").GetString().Should().StartWith("2.");
        checks.GetProperty("device").GetString().Should().NotBeNullOrEmpty();
        checks.GetProperty("jpegDecoder").GetString().Should().BeOneOf("libjpeg-turbo", "SkiaSharp");
        checks.GetProperty("autoPrecision").GetString().Should().MatchRegex("^(bf16|fp32): the processor ");
        checks.GetProperty("cuda").GetString().Should().NotBeNullOrEmpty();
        checks.GetProperty("problem").ValueKind.Should().Be(JsonValueKind.Null);
        checks.GetProperty("yoloV1").GetString().Should().MatchRegex(@"^\d+\.\d+\.\d+$");
    }

    [Fact]
    public void Training_LeavesARunFolderThatValAndPredictTake()
    {
        _voc.Split("train", "a", "b").Split("val", "b").Image("a.png").Image("b.png")
            .Annotation("a", Object("cat", "1", "1", "20", "20")).Annotation("b", Object("dog", "5", "5", "60", "40"));
        var run = _folder["run"];
        string Weights() => Path.Combine(run, "best.safetensors");

        var training = Call.Run(
            "train", "--data", _voc.Root, "--val-split", "val", "--image-size", "64", "--epochs", "2", "--batch", "2", "--run", run)
            .ShouldSucceed();

        training.Output.Should().Contain(Weights()).And.NotContain("images/s", "progress goes to standard error");
        training.Error.Should().Contain("images/s").And.MatchRegex(@"left, waits \d+ %, ");
        string[] rows = File.ReadAllLines(Path.Combine(run, "results.csv"));
        rows.Should().HaveCount(3, "there is a head and a row an epoch");
        rows[0].Should().EndWith(",wait");
        rows[1..].Select(row => double.Parse(row.Split(',')[^1], CultureInfo.InvariantCulture)).Should()
            .OnlyContain(share => share >= 0 && share < 1, "a step of seconds may have waited for less than a ten-thousandth of them");
        Json("val", "--weights", Weights(), "--data", _voc.Root, "--json").GetProperty("classes").GetArrayLength().Should().Be(2);
        Json("predict", _image, "--weights", Weights(), "--json").GetArrayLength().Should().Be(1);
    }

    /// <summary>The document on standard output, which has nothing else on it.</summary>
    private static JsonElement Json(params string[] words)
    {
        using var document = JsonDocument.Parse(Call.Run(words).ShouldSucceed().Output);
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> NamesOf(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static IEnumerable<int> Ints(JsonElement array) => array.EnumerateArray().Select(number => number.GetInt32());
}
