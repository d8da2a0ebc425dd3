using YoloV1.Imaging;
using YoloV1.Weights;

namespace YoloV1.Cli.Tests;

public sealed class PretrainTests : IDisposable
{
    /// <summary>A network that trains in milliseconds.</summary>
    internal const string Cfg = """
        [net]
        height=32
        width=32
        channels=3
        [convolutional]
        batch_normalize=1
        filters=4
        size=3
        pad=1
        activation=leaky
        [maxpool]
        size=8
        stride=8
        [convolutional]
        batch_normalize=1
        filters=8
        size=3
        pad=1
        activation=leaky
        [connected]
        output=208
        activation=linear
        [detection]
        classes=3
        coords=4
        side=4
        num=2
        sqrt=1
        rescore=1
        """;

    private readonly VocFolder _voc = TrainingFolder.Create();
    private readonly TemporaryFolder _folder = new();

    public PretrainTests() => File.WriteAllText(_folder["small.cfg"], Cfg);

    public void Dispose()
    {
        _voc.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ObjectsOfADetectionSet_GiveABackbone_ThatADetectorStartsFrom()
    {
        Pretrain("pre", "--data", _voc.Root).Output.Should().Contain("best.safetensors: accuracy 0.");

        File.ReadLines(In("pre", "results.csv")).First().Should().Be("epoch,learning_rate,loss,seconds,accuracy,wait");
        PartialWeights.IsIn(In("pre", "best.safetensors")).Should().BeTrue();
        var call = Call.Run("train", "--data", _voc.Root, "--cfg", _folder["small.cfg"], "--weights", In("pre", "best.safetensors"),
            "--epochs", "1", "--freeze", "backbone", "--device", "cpu", "--run", _folder["run"]).ShouldSucceed();
        call.Error.Should()
            .Contain(
                "the pretrained backbone is used, and the head starts from random weights; "
                + "12 tensors loaded (darknet.0.conv.weight to darknet.2.bn.num_batches_tracked), 2 left random");
        var (before, after) = (Safetensors.Load(In("pre", "best.safetensors")), Safetensors.Load(In("run", "last.safetensors")));
        foreach (var (name, tensor) in before)
            after[name].bytes.SequenceEqual(tensor.bytes).Should().BeTrue(name);
    }

    [Fact]
    public void Training_BeginsWithTheObjectsOfItsImages_UnlessItHasWeights()
    {
        var call = Call.Run(
            "train", "--data", _voc.Root, "--cfg", _folder["small.cfg"], "--epochs", "2", "--device", "cpu", "--run",
            _folder["run"]).ShouldSucceed();

        call.Output.Should().StartWith(In("run", "best.safetensors")).And.NotContain("pretraining", "the result is the detector's");
        File.ReadAllText(In("run", "pretraining/options.yaml")).Should().Contain("optimizer: sgd\n");
        var first = File.ReadAllBytes(In("run", "pretraining/last.safetensors"));
        Call.Run(
            "train", "--data", _voc.Root, "--cfg", _folder["small.cfg"], "--epochs", "2", "--device", "cpu", "--seed", "9", "--run",
            _folder["run"], "--overwrite").ShouldSucceed();
        File.ReadAllBytes(In("run", "pretraining/last.safetensors")).Should()
            .NotEqual(first, "a run that begins anew does so from its first stage");
        var without = Call.Run(
            "train", "--data", _voc.Root, "--cfg", _folder["small.cfg"], "--epochs", "2", "--device", "cpu", "--pretrain", "0", "--run",
            _folder["without"]).ShouldSucceed();
        Directory.Exists(In("without", "pretraining")).Should().BeFalse();
        without.Error.Should().NotContain("classifier");
    }

    [Fact]
    public void ClassFolders_GiveABackbone_AndTheRunIsRepeatedFromItsOptions()
    {
        Sort("sorted");
        Pretrain("first", "--data", _folder["sorted"], "--held-out", "0.4", "--convolutions", "1");

        Call.Run("pretrain", "--options", In("first", "options.yaml"), "--run", _folder["second"]).ShouldSucceed();

        File.ReadAllBytes(In("second", "last.safetensors")).Should().Equal(File.ReadAllBytes(In("first", "last.safetensors")));
        File.ReadAllText(In("first", "options.yaml")).Should()
            .Contain("held-out: 0.4\n").And.Contain("convolutions: 1\n").And.NotContain("lambda");
        Safetensors.Load(In("first", "last.safetensors")).Should().HaveCount(6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("train")]
    public void BrokenImagesOfClassFolders_AreNamedAtTheStart_AndSkippedWhereThatIsAsked(string part)
    {
        Sort(Path.Combine("sorted", part));
        if (part.Length > 0)
            Sort("sorted/val");
        var broken = _folder[Path.Combine("sorted", part, "red/2.png")];
        var whole = File.ReadAllBytes(broken);
        File.WriteAllBytes(broken, whole[..(whole.Length / 2)]);
        string[] call = ["pretrain", "--cfg", _folder["small.cfg"], "--image-size", "32", "--epochs", "1", "--batch", "4",
            "--device", "cpu",
            "--data", _folder["sorted"], "--run", _folder["run"]];

        var refused = Call.Run(call);
        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Contain("2.png: ").And.Match("*yolov1: 1 of the 6 images of '*' cannot be read; *");
        Directory.Exists(_folder["run"]).Should().BeFalse();

        Call.Run([.. call, "--skip-broken"]).ShouldSucceed()
            .Error.Should().Match("*1 of the 6 images of '*' cannot be read; they are left out*");
    }

    [Fact]
    public void WhatItCannotDo_IsSaid()
    {
        Call.Run("pretrain", "--model", "tiny").ShouldFail(2, "Option '--data' is required*See 'yolov1 pretrain --help'.");
        Call.Run("pretrain", "--data", _voc.Root, "--convolutions", "9")
            .ShouldFail(2, "'tiny' begins with 8 convolutions, but 9 should be pretrained; take 1 to 8.");
        Call.Run("pretrain", "--data", _voc.Root, "--grid", "7").ShouldFail(2, "*'--grid'*not an option*");
    }

    private void Sort(string folder)
    {
        foreach (var name in new[] { "red/1", "red/2", "red/3", "blue/1", "blue/2", "blue/3" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"{folder}/{name}"])!);
            var image = new RgbImage(new ImageSize(16, 16));
            image.Rgb.AsSpan().Fill((byte)(name[0] == 'r' ? 200 : 20));
            ImageFile.WritePng(image, _folder[$"{folder}/{name}.png"]);
        }
    }

    private Call Pretrain(string run, params string[] words) => Call.Run(
        ["pretrain", "--cfg", _folder["small.cfg"], "--image-size", "32", "--epochs", "2", "--batch", "4", "--device", "cpu", "--run",
            _folder[run], .. words]).ShouldSucceed();

    private string In(string run, string file) => Path.Combine(_folder[run], file);
}
