using System.Text.Json;
using YoloV1.Imaging;
using YoloV1.Models;
using YoloV1.Weights;
using static YoloV1.Tests.VocFolder;

namespace YoloV1.Cli.Tests;

public sealed class FailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VocFolder _voc = new();
    private readonly string _model;
    private readonly string _image;

    public FailureTests()
    {
        _model = SmallModel.Save(_folder["small.safetensors"]);
        _image = _folder["cat.png"];
        ImageFile.WritePng(TestImages.Coordinates(40, 30), _image);
        _voc.Split("train", "a", "b").Split("val", "a").Image("a.png").Image("b.png")
            .Annotation("a", Object("cat", "1", "1", "20", "20") + Object("owl", "1", "1", "9", "9"))
                .Annotation("b", Object("dog", "5", "5", "60", "40"));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _voc.Dispose();
    }

    [Fact]
    public void AnImageThatIsMissing_IsNamed()
    {
        Predict(_folder["nothing.jpg"]).ShouldFail(1, "*nothing.jpg: there is no such file or folder.");
        Predict(_folder["no*.jpg"]).ShouldFail(1, "*no*.jpg: nothing matches.");
        Predict(_voc.Root).ShouldFail(1, $"{_voc.Root}: the folder has no image (*.jpg *");
    }

    [SkippableFact]
    public void ANameThatIsNotUtf8_IsPassedOver_WithAWarning()
    {
        Directory.CreateDirectory(_folder["images"]);
        File.Copy(_image, _folder["images/cat.png"]);
        using var copy = NotUtf8.Copy(_image, _folder["images"], ".png");

        string[][] calls =
            [[_folder["images"]], [_folder["images/*.png"]], [_folder["images"], "--recursive"], [_folder["im*/*.png"]]];
        foreach (var sources in calls)
        {
            var call = Predict(sources).ShouldSucceed();
            call.Output.Should().Contain("cat.png").And.NotContain("caf");
            call.Error.Should().Match("*warning: *caf\ufffd.png: this name is not UTF-8, so the file is skipped; rename it.*");
        }
    }

    [Fact]
    public void ImagesOverTheMegapixelsOfTheCall_AreRefused_ByEveryVerbThatReadsThem()
    {
        var voc = new VocFolder().Split("train", "a").Split("val", "a").Image("a.png", 1500, 1000)
            .Annotation("a", Object("cat", "1", "1", "900", "900"), "<size><width>1500</width><height>1000</height></size>");
        using (voc)
        {
            var image = Path.Combine(voc.Root, "JPEGImages", "a.png");
            string[] data = ["--data", voc.Root, "--max-megapixels", "1"];
            var refused = "*a.png: 1500x1000 pixels are more than the 1 megapixels allowed; *";

            Call.Run("predict", image, "--weights", _model, "--max-megapixels", "1").ShouldFail(1, refused);
            Call.Run("explain", image, "--weights", _model, "--json", "--max-megapixels", "1").ShouldFail(1, refused);
            Call.Run(["val", "--weights", _model, .. data]).Error.Should().Match(refused);
            Call.Run(["data", "check", .. data]).ShouldSucceed().Output.Should().Match(refused);
            Call.Run(["train", .. data, "--val-split", "train", "--weights", _model, "--epochs", "1", "--run", _folder["run"]])
                .Error.Should().Match(refused);
            Call.Run(
                "export", "--weights", _model, "--output", _folder["r.safetensors"], "--calibrate", image, "--max-megapixels", "1")
                .ShouldFail(1, refused);
        }
    }

    [Fact]
    public void AFileThatIsNoImage_IsNamed_AndTheOthersArePrinted()
    {
        File.WriteAllText(_folder["notes.jpg"], "not an image");
        File.WriteAllBytes(_folder["half.jpg"], TestImages.Jpeg(200, 200)[..900]);
        string[] call = [_folder["notes.jpg"], _image, _folder["half.jpg"], _image, "--score", "0.99"];

        var lines = Predict(call);
        var document = Predict([.. call, "--json"]);
        var stream = Predict([.. call, "--jsonl"]);

        foreach (var run in new[] { lines, document, stream })
        {
            run.ExitCode.Should().Be(1);
            run.Error.Split('\n')[..2].Should().BeEquivalentTo([
                $"yolov1: {_folder["notes.jpg"]}: this is not an image that can be read; give a JPEG, PNG, WebP, BMP or GIF file.",
                $"yolov1: {_folder["half.jpg"]}: the image is truncated; copy or download the file again."]);
        }
        lines.Output.Should().Be($"{_image}: nothing\n{_image}: nothing\n");
        JsonDocument.Parse(document.Output).RootElement.EnumerateArray().Select(image => image.GetProperty("image").GetString())
            .Should().Equal(_image, _image);
        stream.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.TryGetProperty("error", out _))
            .Should().Equal(true, false, true, false);
    }

    [Fact]
    public void ATruncatedJpeg_IsNamed_AndNoHalfImageIsSaved()
    {
        File.WriteAllBytes(_folder["half.jpg"], TestImages.Jpeg(200, 200)[..900]);

        Predict(_folder["half.jpg"], "--save", _folder["drawn"])
            .ShouldFail(1, "*half.jpg: the image is truncated; copy or download the file again.");
        Directory.EnumerateFileSystemEntries(_folder["drawn"]).Should().BeEmpty();
    }

    [Fact]
    public void WeightsThatAreNoNumbers_AreNamed()
    {
        using (var model = new YoloV1Model(SmallModel.Config))
        {
            using (TorchSharp.torch.no_grad())
                model.state_dict()["head.1.bias"][3] = float.NaN;
            ModelFile.Save(model, SmallModel.Classes, _model);
        }
        const string Fault = "*small.safetensors: 1 of its * tensors contain NaN or infinite values, first 'head.1.bias'; *";

        Predict(_image).ShouldFail(1, Fault);
        Call.Run("val", "--weights", _model, "--data", _voc.Root).ShouldFail(1, Fault);
        Call.Run("explain", _image, "--weights", _model, "--output", _folder["e.png"]).ShouldFail(1, Fault);
        Call.Run("info", "--weights", _model).ShouldSucceed().Error.Should().Match($"warning: {Fault}");
        Call.Run("info", "--weights", _model, "--json").ShouldSucceed().Output.Should().Contain("\"faultyValues\": \"1 of its");
        Call.Run("export", "--weights", _model, "--output", _folder["copy.pth"]).ShouldSucceed().Error.Should().Match($"warning: {Fault}");
    }

    [Fact]
    public void WeightsThatAreMissingOrNone_AreNamed()
    {
        File.WriteAllText(_folder["notes.safetensors"], "these are not weights");

        Call.Run("predict", _image, "--weights", _folder["gone.safetensors"]).ShouldFail(1, "*gone.safetensors: there is no such*");
        Call.Run("predict", _image, "--weights", _folder["notes.safetensors"]).ShouldFail(1, "*notes.safetensors: *");
        Call.Run("info", "--weights", _folder["notes.safetensors"], "--json").ShouldFail(1, "*notes.safetensors: *");
    }

    [Fact]
    public void WeightsThatAreCutShort_AreNamed()
    {
        using (var file = File.OpenWrite(_model))
            file.SetLength(file.Length / 2);

        Predict(_image).ShouldFail(1, "*small.safetensors: tensor '*' * outside the * bytes*");
    }

    [Fact]
    public void WeightsForAnotherNumberOfClasses_AreRefusedWithBothShapes()
    {
        var four = WeightsFile.Inspect(_model).Metadata.ToDictionary(
            pair => pair.Key, pair => pair.Value.Replace("\"ClassCount\":3", "\"ClassCount\":4").Replace("\"owl\"", "\"owl\",\"fox\""));
        using (var model = new YoloV1Model(SmallModel.Config))
            Safetensors.Save(model.state_dict(), _model, four);

        Predict(_image)
            .ShouldFail(
                1,
                "*small.safetensors does not fit 'small': "
                + "different 'head.1.weight' is Float32 ?52, 32? there and Float32 ?56, 32? in the model*");
    }

    [Fact]
    public void ClassesThatTheModelDoesNotKnow_AreRefusedWithThePlace()
    {
        _voc.Annotation("a", Object("fox", "1", "1", "20", "20"));

        Val().ShouldFail(1, "*a.xml(3): class 'fox' is not one of: cat, dog, owl. Correct it, or add it to the classes.");
    }

    [Theory]
    [InlineData("<object><name>cat</name></object>", "*a.xml(3): the object has no <bndbox>; add one, or remove the object.")]
    [InlineData(
        "<object><name>cat</name><bndbox><xmin>300</xmin><ymin>1</ymin><xmax>400</xmax><ymax>9</ymax></bndbox></object>",
        "*a.xml(3): box (300, 1)..(400, 9) lies outside the image of 100x50; correct *")]
    [InlineData(
        "<object><name>cat</name><bndbox><xmin>left</xmin><ymin>1</ymin><xmax>40</xmax><ymax>9</ymax></bndbox></object>",
        "*a.xml(3): xmin 'left' is not a number; *")]
    [InlineData("<object>", "*a.xml(4): the annotation is not well-formed XML; *")]
    public void AWrongAnnotation_IsNamedWithItsLine_AndNoRunFolderIsLeft(string objects, string message)
    {
        _voc.Annotation("a", objects);

        Train("--run", _folder["run"]).ShouldFail(1, message);
        Directory.Exists(_folder["run"]).Should().BeFalse();
        Val().ShouldFail(1, message);
    }

    [Fact]
    public void ADataSetWithoutBoxes_IsNotMeasured()
    {
        _voc.Annotation("a");

        Val().ShouldFail(1, "*no image of the split 'val' has an object; *");
        Train("--split", "val", "--run", _folder["run"]).ShouldFail(1, "*no image of the split 'val' has an object; *");
        Directory.Exists(_folder["run"]).Should().BeFalse();
    }

    [Fact]
    public void DataThatIsMissing_IsNamed()
    {
        Val("--split", "dev").ShouldFail(1, "*dev.txt: there is no split 'dev'; the splits here are: train, val.");
        Call.Run("train", "--data", _folder["nowhere"]).ShouldFail(1, "*nowhere*");
    }

    [Fact]
    public void AFolderThatCannotBeWritten_IsFoundOutBeforeTheWork()
    {
        Predict(_image, "--save", _image).ShouldFail(1, "*cat.png: there is a file of that name; give --save another folder.*");
        Train("--run", Path.Combine(_image, "run")).ShouldFail(1, "*the folder cannot be written; give --run another folder.*");
    }

    [Fact]
    public void AnImageThatIsThere_IsReplacedOnlyByOverwrite_AndThatIsFoundOutBeforeTheWork()
    {
        Directory.CreateDirectory(_folder["drawn"]);
        File.WriteAllText(_folder["drawn/cat.png"], "mine");

        Call.Run("predict", _image, "--weights", _folder["gone.safetensors"], "--save", _folder["drawn"]).ShouldFail(
            1, "*cat.png: this file exists; give --save another folder, or add --overwrite to replace it.");
        File.ReadAllText(_folder["drawn/cat.png"]).Should().Be("mine");
        Predict(_image, "--save", _folder["drawn"], "--overwrite").ShouldSucceed();
        ImageFile.ReadSize(_folder["drawn/cat.png"]).Should().Be(new ImageSize(40, 30));
        File.WriteAllText(_folder["drawn/f1.png"], "mine");
        Val("--report", _folder["drawn"]).ShouldFail(1, "*f1.png: this file exists; give --report another folder, or add *");
    }

    [Fact]
    public void ADrawnImage_NeverTakesThePlaceOfItsSource()
    {
        var before = File.ReadAllBytes(_image);

        Predict(_image, "--save", Path.GetDirectoryName(_image)!).ShouldFail(2, "*cat.png: the drawn image would overwrite its source; *");
        File.ReadAllBytes(_image).Should().Equal(before);
    }

    [Fact]
    public void ADeviceOrProtocolThatIsUnknown_IsNamedWithTheOnesToTake_AndNoRunFolderIsLeft()
    {
        Predict(_image, "--device", "gpu").ShouldFail(2, "Device 'gpu' is unknown; take auto, cpu, *");
        Train("--device", "cuda:x", "--run", _folder["run"]).ShouldFail(2, "Device 'cuda:x' is unknown; *");
        Directory.Exists(_folder["run"]).Should().BeFalse();
        Val("--protocol", "voc12").ShouldFail(2, "*voc12*take voc07, voc10*");
        Val("--protocol", ",").ShouldFail(2, "*take voc07, voc10*");
    }

    [Fact]
    public void ANetworkThatDoesNotFitItsInput_IsRefusedWithOneThatDoes()
    {
        Train("--image-size", "100", "--run", _folder["run"])
            .ShouldFail(2, "The input size 100x100 is not divisible by 32, *; take 96x96.");
        Train("--image-size", "128", "--grid", "3", "--run", _folder["run"]).ShouldFail(2, "S = 3 does not match the 4x4 *; take S = 4, *");
        Directory.Exists(_folder["run"]).Should().BeFalse();
    }

    private Call Predict(params string[] words) => Call.Run(["predict", .. words, "--weights", _model]);

    private Call Val(params string[] words) => Call.Run(["val", "--weights", _model, "--data", _voc.Root, .. words]);

    private Call Train(params string[] words) => Call.Run(["train", "--data", _voc.Root, "--val-split", "val", .. words]);
}
