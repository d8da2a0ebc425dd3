using System.Text.Json;

namespace YoloV1.Cli.Tests;

/// <summary>From the folder that a labelling tool left to a model that is measured, without a file moved.</summary>
public sealed class ToolFolderTests : IDisposable
{
    private static readonly string[] Small =
        ["--epochs", "2", "--image-size", "128", "--pretrain", "0", "--model", "tiny", "--shared-head", "no", "--batch", "4"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Tools => [.. ToolFolder.Layouts.Keys];

    [Theory]
    [MemberData(nameof(Tools))]
    public void AFolderAsAToolLeavesIt_IsTrainedOn_MeasuredAndDetectedIn(string tool)
    {
        var data = Lay(tool, 8);

        var train = Call.Run(["train", "--data", data, "--run", _folder["run"], .. Small]).ShouldSucceed();
        var weights = _folder["run/best.safetensors"];
        var val = Call.Run("val", "--weights", weights, "--data", data, "--json").ShouldSucceed();

        var heldOut = train.Error.Contains("2 are held out for evaluation: --val-fraction 0.2 with seed 0", StringComparison.Ordinal);
        File.Exists(_folder["run/held-out.txt"]).Should().Be(heldOut);
        val.Error.Contains("Evaluating on the 2 held-out images of the training", StringComparison.Ordinal).Should().Be(heldOut);
        Call.Run("predict", FolderOfImages(data), "--weights", weights).ShouldSucceed();
        Call.Run("data", "check", "--data", data, "--strict").ExitCode
            .Should().Be(tool.StartsWith("Roboflow, ", StringComparison.Ordinal) && tool != "Roboflow, VOC" ? 1 : 0);
    }

    [Fact]
    public void ThirtyImagesWithTheirLabelsBeside_AreSplit_TrainedOnAndMeasured_AndTheEndSaysWhatToDoNext()
    {
        var data = Lay("labelImg, VOC", 30);

        // Nothing else is said than what makes it quick.
        var train = Call.Run(["train", "--data", data, "--run", _folder["run"], "--epochs", "1", "--image-size", "64", "--pretrain", "0"])
            .ShouldSucceed();

        train.Error.Should().Contain("Of the 30 images of 'all', 6 are held out for evaluation");
        train.Output.Should().Match("*best.safetensors: mAP * on the validation images, epoch 1*");
        train.Error.TrimEnd().Split('\n')[^2..].Should().Equal(
            $"To evaluate it: yolov1 val --weights {_folder["run/best.safetensors"]} --data {data} --report {_folder["run/report"]}",
            $"To see detections: yolov1 predict {data} --weights {_folder["run/best.safetensors"]} --save {_folder["run/images"]}");
    }

    [Fact]
    public void Val_MeasuresWhatTheTrainingHeldOut_WhateverItsFractionAndSeed()
    {
        var data = Lay("labelImg, YOLO", 12);
        Call.Run(["train", "--data", data, "--run", _folder["run"], "--val-fraction", "0.4", "--seed", "3", .. Small]).ShouldSucceed();
        var heldOut = File.ReadAllLines(_folder["run/held-out.txt"]);
        var weights = _folder["run/best.safetensors"];

        File.ReadAllText(_folder["run/options.yaml"]).Should().Contain("val-fraction: 0.4").And.Contain("seed: 3");
        Call.Run("val", "--weights", weights, "--data", data, "--predictions", _folder["found"]).ShouldSucceed()
            .Error.Should().Contain($"Evaluating on the {heldOut.Length} held-out images of the training");
        using var truth = JsonDocument.Parse(File.ReadAllText(_folder["found/coco_truth.json"]));
        truth.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("file_name").GetString())
            .Should().BeEquivalentTo(heldOut);

        File.Move(weights, _folder["alone.safetensors"]);
        Call.Run("val", "--weights", _folder["alone.safetensors"], "--data", data, "--json").ShouldSucceed()
            .Error.Should().Contain("The list of held-out images, ").And.Contain("2 are held out");
    }

    [Fact]
    public void ATrainingThatGoesOn_LearnsFromNoneOfWhatItHeldOut_ThoughImagesCameIn()
    {
        var data = Lay("labelImg, YOLO", 8);
        string[] call = ["train", "--data", data, "--run", _folder["run"], .. Small];
        Call.Run(call).ShouldSucceed();
        var heldOut = File.ReadAllLines(_folder["run/held-out.txt"]);
        new ToolFolder(data, 16).Yolo("", "", 8);

        Call.Run("train", "--resume", _folder["run"], "--epochs", "3").Error.Should().NotContain("held out to measure on");

        File.ReadAllLines(_folder["run/held-out.txt"]).Should().Equal(heldOut);
    }

    [Fact]
    public void BrokenImages_AreNamedAtTheStart_AndSkippedWhereThatIsAsked()
    {
        var data = Lay("labelImg, YOLO", 8);
        var whole = File.ReadAllBytes(Path.Combine(data, "p1.png"));
        File.WriteAllBytes(Path.Combine(data, "p1.png"), whole[..(whole.Length / 2)]);
        File.WriteAllText(Path.Combine(data, "p2.png"), "no image");
        string[] train = ["train", "--data", data, "--run", _folder["run"], .. Small];

        var refused = Call.Run(train);
        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Contain("p1.png: the image is truncated").And.Contain("p2.png: this is not an image")
            .And.Match("*yolov1: 2 of the 8 images of 'all' cannot be read; *--skip-broken*");
        Directory.Exists(_folder["run"]).Should().BeFalse();

        Call.Run([.. train, "--skip-broken"]).ShouldSucceed()
            .Error.Should().Contain("2 of the 8 images of 'all' cannot be read; they are left out");
        File.ReadAllText(_folder["run/options.yaml"]).Should().Contain("skip-broken: yes");
        string[] val = ["val", "--weights", _folder["run/best.safetensors"], "--data", data, "--split", "all"];
        Call.Run(val).ExitCode.Should().Be(1);
        Call.Run([.. val, "--skip-broken", "--json"]).ShouldSucceed().Error.Should().Contain("they are left out");
    }

    [Theory]
    [InlineData("Darknet")]
    [InlineData("VOCdevkit")]
    [InlineData("COCO's own")]
    public void ImagesThatAreMissing_AreNamedAtTheStart_AndSkippedWhereThatIsAsked(string tool)
    {
        var data = Lay(tool, 8);
        File.Delete(Directory.EnumerateFiles(data, "p1.png", SearchOption.AllDirectories).Single());
        File.Delete(Directory.EnumerateFiles(data, "p6.png", SearchOption.AllDirectories).Single());
        string[] train = ["train", "--data", data, "--run", _folder["run"], .. Small];

        var refused = Call.Run(train);
        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Match("*p1* is missing; *yolov1: 1 of the 5 images of 'train' cannot be read; *--skip-broken*");
        Directory.Exists(_folder["run"]).Should().BeFalse();

        Call.Run([.. train, "--skip-broken"]).ShouldSucceed().Error.Should()
            .Contain("1 of the 5 images of 'train' cannot be read; they are left out")
            .And.Contain("1 of the 3 images of 'val' cannot be read; they are left out");
        string[] val = ["val", "--weights", _folder["run/best.safetensors"], "--data", data, "--json"];
        var stopped = Call.Run(val);
        stopped.ExitCode.Should().Be(1);
        stopped.Output.Should().BeEmpty();
        stopped.Error.Should().Match("*p6* is missing; *yolov1: 1 of the 3 images of 'val' cannot be read; *");
        Call.Run([.. val, "--skip-broken"]).ShouldSucceed().Error.Should().Contain("they are left out");
    }

    [Theory]
    [InlineData("labelImg, VOC", "")]
    [InlineData("two folders", "")]
    [InlineData("Label Studio, YOLO", "/split.yaml")]
    [InlineData("names alone", null)]
    public void DataSplit_WritesLists_AndReplacesNone(string tool, string? given)
    {
        var data = Lay(tool, 8);
        string[] call = ["data", "split", "--data", data, "--val-fraction", "0.25", "--test-fraction", "0.25"];
        if (given is null)
        {
            Call.Run(call).ShouldFail(2, "*name a split*it has: train, val.");
            return;
        }
        var split = Call.Run(call).ShouldSucceed();

        split.Output.Should().Match("* train * val * test*images * 4 * 2 * 2*").And.Contain($"yolov1 train --data {data}{given}");
        Call.Run("data", "check", "--data", data + given, "--strict").ShouldSucceed()
            .Output.Should().MatchRegex("images +(4 +2 +2|2 +4 +2) +8");
        Call.Run([.. call, "--split", "train"]).ShouldFail(1, "*this file exists and is not overwritten*");
    }

    [Theory]
    [InlineData("labelImg, VOC")]
    [InlineData("CVAT, COCO")]
    [InlineData("labelImg, YOLO")]
    public void DataSplit_WritesFolders_OfTheSameFormat(string tool)
    {
        var data = Lay(tool, 8);
        string[] call = ["data", "split", "--data", data, "--output", _folder["new"], "--seed", "2", "--json"];
        using var split = JsonDocument.Parse(Call.Run(call).ShouldSucceed().Output);

        split.RootElement.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("images").GetInt32()).Should().Equal(6, 2);
        Call.Run("data", "check", "--data", _folder["new"], "--strict").ShouldSucceed();
        Call.Run(call).ShouldFail(1, "*the folder has files, which are not overwritten*");
    }

    [Theory]
    [InlineData("CVAT, COCO", "annotations/split_train.json")]
    [InlineData("Label Studio, COCO", "split_train.json")]
    public void DataSplit_OfACocoFile_WritesFiles_ThatAreTrainedOn(string tool, string train)
    {
        var data = Lay(tool, 8);
        string[] call = ["data", "split", "--data", data, "--val-fraction", "0.25"];

        Call.Run(call).ShouldSucceed().Output.Should().Contain($"yolov1 train --data {Path.Combine(data, train)}");

        Call.Run("data", "check", "--data", Path.Combine(data, train), "--strict").ShouldSucceed().Output
            .Should().MatchRegex("images +(6 +2|2 +6) +8");
        var next = Call.Run(["train", "--data", Path.Combine(data, train), "--run", _folder["run"], .. Small]).ShouldSucceed();
        next.Error.Should().NotContain("held out").And.Contain($"--data {Path.Combine(data, train)} --split val --report");
        Call.Run("val", "--weights", _folder["run/best.safetensors"], "--data", Path.Combine(data, train), "--split", "val")
            .ShouldSucceed().Error.Should().Contain("detect 2/2 images");
        Call.Run([.. call, "--split", tool == "CVAT, COCO" ? "default" : "result"])
            .ShouldFail(1, "*split_train.json: this file exists and is not overwritten*");
        Call.Run("data", "split", "--data", data, "--link").ShouldFail(2, "--link needs --output*");
    }

    [Fact]
    public void DataCheck_EndsWithOneOnAnyFinding_WhereItIsStrict()
    {
        var data = Lay("labelImg, YOLO", 4);
        File.WriteAllText(Path.Combine(data, "p9.tif"), "II*");

        Call.Run("data", "check", "--data", data).ShouldSucceed().Output.Should().Contain("p9.tif: the image format .tif is not supported");
        Call.Run("data", "check", "--data", data, "--strict").ExitCode.Should().Be(1);
    }

    [Fact]
    public void TheSameImages_AreNotMeasuredOn_UnlessTheyAreNamed()
    {
        new ToolFolder(_folder["set"], 4).Yolo("images", "labels").Yaml("train: images", "val: images");
        var yaml = _folder["set/data.yaml"];

        string[] call = ["train", "--data", yaml, "--run", _folder["run"], .. Small];
        Call.Run(call).ShouldFail(2, "*4 of the 4 images of 'val' are also in 'train'*--val-split val' to evaluate on them*");
        Directory.Exists(_folder["run"]).Should().BeFalse();
        Call.Run([.. call, "--val-split", "nowhere"]).ShouldFail(1, "*no split 'nowhere'*");
        Call.Run([.. call, "--val-split", "val"]).ShouldSucceed();
    }

    private string Lay(string tool, int count)
    {
        ToolFolder.Layouts[tool](new(_folder["set"], count));
        return _folder["set"];
    }

    private static string FolderOfImages(string data) => Path.GetDirectoryName(
        Directory.EnumerateFiles(data, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First())!;
}
