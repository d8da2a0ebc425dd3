using System.Globalization;
using System.Text.Json;
using YoloV1.Imaging;
using YoloV1.Weights;

namespace YoloV1.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly VocFolder _voc = TrainingFolder.Create();
    private readonly TemporaryFolder _folder = new();
    private readonly string _weights;

    public TrainTests() => _weights = SmallModel.Save(_folder["small.safetensors"]);

    public void Dispose()
    {
        _voc.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void RunFolder_KeepsEverySetting_FromWhichTheRunIsRepeated()
    {
        Train("first", "--recipe", "modern", "--epochs", "2", "--batch", "3", "--lambda-object", "1.5").ShouldSucceed();

        Call.Run("train", "--options", In("first", "options.yaml"), "--run", _folder["second"]).ShouldSucceed();

        File.ReadLines(In("second", "options.yaml")).Skip(1).Should()
            .Equal(File.ReadLines(In("first", "options.yaml")).Skip(1), "but for the first line, which names the folder");
        Read("second", "options.yaml").Should()
            .Contain("recipe: modern\n").And.Contain("epochs: 2\n").And.Contain("optimizer: adamw\n").And.Contain("lambda-object: 1.5\n");
        File.ReadAllBytes(In("second", "last.safetensors")).Should().Equal(File.ReadAllBytes(In("first", "last.safetensors")));
    }

    [Fact]
    public void OptionsFile_StandsBetweenTheRecipeAndTheCall()
    {
        File.WriteAllText(_folder["o.yaml"], "epochs: 7\nbatch: 2\n# the recipe counts first, wherever it stands\nrecipe: notebook\n");

        Train("run", "--options", _folder["o.yaml"], "--epochs", "1").ShouldSucceed();

        Read("run", "options.yaml").Should()
            .Contain("epochs: 1\n").And.Contain("batch: 2\n").And.Contain("loss: notebook\n").And.Contain("gradient-norm: 1000\n");
    }

    [Fact]
    public void GradientNorm_IsANumberOverZero_OrNone()
    {
        Train("none", "--epochs", "1", "--batch", "2", "--gradient-norm", "none").ShouldSucceed();

        Read("none", "options.yaml").Should().Contain("gradient-norm: none\n");
        foreach (var refused in new[] { "0", "-10", "NaN", "some" })
            Train("refused", $"--gradient-norm={refused}")
                .ShouldFail(2, $"*--gradient-norm is '{refused}'; give a number over 0, or none.*");
    }

    [Theory]
    [InlineData("batch: 2\nepoch: 3\n", "*o.yaml(2): 'epoch' is not an option; did you mean 'epochs'?")]
    [InlineData("epochs: many\n", "*o.yaml(1): epochs is 'many'; give a whole number from 1 to 100000.")]
    [InlineData("\n\nschedule: linear\n", "*o.yaml(3): schedule is 'linear'; give steps, cosine or darknet.")]
    [InlineData("epochs: [1, 2]\n", "*o.yaml(1): epochs is not one value; give a whole number *")]
    [InlineData("- epochs\n", "*o.yaml(1): this is not a map of options; *")]
    [InlineData("a: b: c\n", "*o.yaml(1): this is not YAML; *")]
    [InlineData("data: [a\nepochs: 1\n", "*o.yaml(2): this is not YAML; * close the bracket [ of line 1.")]
    [InlineData("epochs: 1\nbatch: 2\nepochs: 3\n", "*o.yaml(3): 'epochs' occurs twice, first in line 1; *")]
    [InlineData("epochs: 1\n? [batch]\n: 2\n", "*o.yaml(2): a key is a list or a map; *")]
    [InlineData("epochs: 1\n\"a\\e[2J\": 2\n", "*o.yaml(2): 'a?[2J' is not an option; *")]
    [InlineData("epochs: \"1\\e[2J\"\n", "*o.yaml(1): epochs is '1?[2J'; give *")]
    [InlineData("data: ''\n", "*o.yaml(1): data is ''; give text.")]
    [InlineData("data: \"a\\0b\"\n", "*o.yaml(1): a value contains the character *")]
    public void OptionsFile_WithAMistake_IsRefusedWithItsLine(string text, string message)
    {
        File.WriteAllText(_folder["o.yaml"], text);
        Train("run", "--options", _folder["o.yaml"]).ShouldFail(2, message);
    }

    [Fact]
    public void Weights_OfOtherClasses_GiveTheBackbone_AndTheHeadStartsAnew()
    {
        var call = Train("run", "--epochs", "1", "--freeze", "backbone", "--batch", "2").ShouldSucceed();

        call.Error.Should().Contain("the backbone is used, and the head starts from random weights").And.Contain("cat, dog, owl");
        var (before, after) = (Safetensors.Load(_weights), Safetensors.Load(In("run", "last.safetensors")));
        after["darknet.0.conv.weight"].bytes.SequenceEqual(before["darknet.0.conv.weight"].bytes).Should().BeTrue();
        before.Should().ContainKey("head.1.weight");
        after.Should().ContainKey("head.0.conv.weight");
        ModelFile.Open(In("run", "last.safetensors")).Classes.Should().Equal("circle", "square", "triangle");
    }

    [Fact]
    public void RunFolder_HasWhatAPersonLooksAt()
    {
        Train("run", "--epochs", "2", "--batch", "2", "--measure-every", "1", "--tensorboard", "yes").ShouldSucceed();

        // Two images of 32x32 and three of 64x64, each in a tile of 320.
        ImageFile.ReadSize(In("run", "batch-1.png")).Should().Be(new ImageSize(646, 320));
        ImageFile.ReadSize(In("run", "batch-3.png")).Should().Be(new ImageSize(646, 320));
        ImageFile.ReadSize(In("run", "validation.png")).Should().Be(new ImageSize(972, 320));
        ImageFile.ReadSize(In("run", "curves.png")).Width.Should().BeGreaterThan(500);
        File.Exists(In("run", "batch-4.png")).Should().BeFalse();
        Read("run", "options.yaml").Should().StartWith($"# To repeat this run: yolov1 train --options {In("run", "options.yaml")}\n");
    }

    [Fact]
    public void WeightsOfASharedHead_GoToAnotherSizeOfImages()
    {
        // The first run is of other classes, so that its head is the data's.
        Train("small", "--epochs", "1", "--batch", "2").ShouldSucceed();

        var call = Call.Run(
            "train", "--data", _voc.Root, "--weights", In("small", "last.safetensors"), "--image-size", "48", "--epochs", "1",
            "--batch", "2", "--device", "cpu", "--run", _folder["larger"]).ShouldSucceed();

        call.Error.Should().Contain("all weights are used");
        using var file = ModelFile.Open(In("larger", "last.safetensors"));
        (file.Config.GridSize, file.Config.InputSize, file.Config.SharedHead).Should().Be((3, ImageSize.Square(48), true));
        GoOn("small", "kept", "--recipe", "modern");
        using (var kept = ModelFile.Open(In("kept", "last.safetensors")))
            kept.Config.SharedHead.Should().BeTrue("another recipe leaves the network as it is");
        // In a training without a shared head, each cell goes on from it.
        GoOn("small", "own", "--shared-head", "no").Error.Should().Contain("all weights are used").And.NotContain("stays so");
        using var own = ModelFile.Open(In("own", "last.safetensors"));
        own.Config.SharedHead.Should().BeFalse();
        GoOn("own", "connected").Error.Should().Contain("all weights are used; its head stays fully connected");
        GoOn("own", "other", "--image-size", "48").Error.Should().Contain("the head starts from random weights");

        Call GoOn(string from, string to, params string[] more) => Call.Run(
            ["train", "--data", _voc.Root, "--weights", In(from, "last.safetensors"), "--epochs", "1", "--batch", "2", "--device",
                "cpu", "--run", _folder[to], .. more]).ShouldSucceed();
    }

    [Fact]
    public void Stride_MakesTheMapLarger()
    {
        Train("fine", "--epochs", "1", "--batch", "2", "--stride", "4").ShouldSucceed();

        using var file = ModelFile.Open(In("fine", "last.safetensors"));
        (file.Config.GridSize, file.Config.Validate().Height).Should().Be((8, 8));
        Train("none", "--stride", "3").ShouldFail(2, "*cannot have a stride of 3; take 16, 8, 4, 2*");
    }

    [Fact]
    public void Summary_SaysHowTheRunEnded()
    {
        var printed = Train("run", "--epochs", "3", "--batch", "2", "--measure-every", "1").ShouldSucceed().Output;

        using var document = JsonDocument.Parse(Read("run", "summary.json"));
        var summary = document.RootElement;
        var maps = File.ReadLines(In("run", "results.csv")).Skip(1)
            .Select(row => double.Parse(row.Split(',')[9], CultureInfo.InvariantCulture)).ToList();
        summary.GetProperty("command").GetString().Should().Be($"yolov1 train --options {In("run", "options.yaml")}");
        summary.GetProperty("epochs").GetInt32().Should().Be(3);
        summary.GetProperty("steps").GetInt64().Should().Be(9);
        summary.GetProperty("best").GetDouble().Should().BeApproximately(maps.Max(), 5e-5);
        maps[summary.GetProperty("bestEpoch").GetInt32() - 1].Should().Be(maps.Max());
        var interval = summary.GetProperty("bestInterval");
        var (low, high) = (interval.GetProperty("low").GetDouble(), interval.GetProperty("high").GetDouble());
        maps.Max().Should().BeInRange(low, high);
        printed.Should().Contain(string.Create(
            CultureInfo.InvariantCulture,
            $"mAP {maps.Max():0.0000} (voc10, 95 % interval {low:0.0000} to {high:0.0000}) on the validation images"));
        File.ReadLines(In("run", "results.csv")).ElementAt(summary.GetProperty("bestEpoch").GetInt32()).Should().Contain(
            string.Create(CultureInfo.InvariantCulture, $",{maps.Max():0.0000},{low:0.0000},{high:0.0000},"));
        summary.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("name").GetString()).Should()
            .Equal("circle", "square", "triangle");
        summary.GetProperty("peakMemory").GetInt64().Should().BeGreaterThan(10_000_000);
    }

    [Fact]
    public void TensorBoardEvents_AreTheNumbersOfResultsCsv()
    {
        Train("run", "--epochs", "2", "--batch", "2", "--measure-every", "1", "--tensorboard", "yes").ShouldSucceed();

        var rows = File.ReadLines(In("run", "results.csv")).Select(row => row.Split(',')).ToList();
        var expected =
            from row in rows.Skip(1)
            from cell in row.Index().Skip(1)
            let epoch = long.Parse(row[0], CultureInfo.InvariantCulture)
            select (rows[0][cell.Index], epoch, double.Parse(cell.Item, CultureInfo.InvariantCulture));
        var events = Directory.EnumerateFiles(_folder["run"], "events.out.tfevents.*").Single();
        ReadEvents(events).Should().Equal(expected, (actual, wanted) =>
            actual.Tag == wanted.Item1 && actual.Step == wanted.Item2
                && Math.Abs(actual.Value - wanted.Item3) <= 5e-2 + 1e-4 * Math.Abs(wanted.Item3));
    }

    [Fact]
    public void RecipeDarknet_TakesTheNumbersOfTheCfg()
    {
        File.WriteAllText(_folder["small.cfg"], """
            [net]
            batch=2
            height=32
            width=32
            learning_rate=.002
            policy=steps
            steps=2,5
            scales=5,.1
            max_batches=7
            [maxpool]
            size=8
            stride=8
            [connected]
            output=208
            [detection]
            classes=3
            coords=4
            side=4
            num=2
            jitter=.1
            """);
        Call.Run(
            "train", "--recipe", "darknet", "--cfg", _folder["small.cfg"], "--data", _voc.Root, "--momentum", "0.5", "--device", "cpu",
            "--run", _folder["run"]).ShouldSucceed();

        Read("run", "options.yaml").Should()
            .Contain("steps: 7\n").And.Contain("batch: 2\n").And.Contain("learning-rate: 0.01\n").And.Contain("rate-steps: '2:5,5:0.1'\n")
            .And.Contain("momentum: 0.5\n").And.Contain("weight-decay: 0.0001\n").And.Contain("batch-norm-momentum: 0.01\n");
        File.ReadLines(In("run", "results.csv")).Skip(1).Select(row => row.Split(',')[1]).Should()
            .Equal("0.0100000", "0.0010000", "0.0010000");
        Train("other", "--rate-steps", "20:2,10:2").ShouldFail(2, "--rate-steps is '20:2,10:2'; give batch:factor, separated by commas.*");
    }

    [Fact]
    public void Minutes_ChooseEpochs_WhichTheRunFolderHas()
    {
        var said = Train("run", "--minutes", "0.4", "--batch", "2").ShouldSucceed().Error;

        said.Should().Contain("a step takes 0.").And.Contain(" epochs, measured every ").And.Contain(" in 0.4 minutes.");
        var options = Read("run", "options.yaml");
        options.Should().NotContain("minutes:").And.Contain("least-steps: 0\n").And.Contain("pretrain: 0\n");
        var epochs = File.ReadLines(In("run", "results.csv")).Count() - 1;
        options.Should().Contain($"epochs: {epochs}\n");
        Call.Run("train", "--resume", _folder["run"], "--minutes", "1").ShouldFail(2, "--minutes chooses the epochs of a new run*");
        Train("other", "--minutes", "1", "--schedule", "darknet").ShouldFail(2, "--minutes does not work with Darknet's schedule*");
    }

    [Fact]
    public void Weights_WithPretrain_AreWhatTheFirstStageStartsFrom()
    {
        string[] brief = ["--epochs", "1", "--batch", "2", "--freeze", "backbone"];
        Train("without", brief).ShouldSucceed();
        Train("with", [.. brief, "--pretrain", "4"]).ShouldSucceed();

        Directory.Exists(In("without", "pretraining")).Should().BeFalse("weights need no first stage unless it is asked for");
        var (start, first) = (Safetensors.Load(_weights), Safetensors.Load(In("with", "pretraining/last.safetensors")));
        var learned = Safetensors.Load(In("with", "last.safetensors"))["darknet.0.conv.weight"];
        learned.bytes.SequenceEqual(first["darknet.0.conv.weight"].bytes).Should().BeTrue("the detector goes on from the first stage");
        var moved = (learned - start["darknet.0.conv.weight"]).abs().max().item<float>();
        moved.Should().BeInRange(1e-6f, 0.1f, "a few steps move the weights, and random ones are further away");
    }

    [Fact]
    public void TheBestScore_IsKept_AndPredictSaysSo()
    {
        Train("run", "--epochs", "1", "--batch", "2", "--suppression", "soft").ShouldSucceed();
        var (best, image) = (In("run", "best.safetensors"), Path.Combine(_voc.Root, "JPEGImages", "p1.png"));

        using (var file = ModelFile.Open(best))
            file.Thresholds!.Suppression.Should().Be(Suppression.Soft);
        using (var file = ModelFile.Open(In("run", "last.safetensors")))
            file.Thresholds!.Suppression.Should().Be(Suppression.Soft);
        Call.Run("predict", image, "--weights", best).ShouldSucceed().Error.Should().Contain(
            "best.safetensors: minimum score 0.").And.Contain(", the best in its evaluation; --score overrides it.");
        Call.Run("predict", image, "--weights", best, "--score", "0.5").ShouldSucceed().Error.Should().NotContain("measured best");
        Call.Run("export", "--weights", best, "--outputs", "detections", "--output", _folder["a.onnx"])
            .ShouldFail(2, "Suppression is Soft, which a graph cannot do; take Nms or Fused*");
        Call.Run("export", "--weights", best, "--outputs", "detections", "--suppression", "fused", "--output", _folder["a.onnx"])
            .ShouldSucceed();
    }

    [Fact]
    public void Resume_OfARunCutOffBeforeItsFirstCheckpoint_BeginsAnew()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(In("run", "options.yaml"), $"data: '{_voc.Root}'\nweights: '{_weights}'\n");
        Call.Run("train", "--resume", _folder["run"], "--epochs", "1").ShouldSucceed().Error.Should().Contain("starts from the beginning");
        Call.Run("train", "--resume", _folder["nowhere"]).ShouldFail(1, "*nowhere*options.yaml: there is no such file of options.");
    }

    /// <summary>The scalars of a file of events: records of a length, its checksum, an event and the event's checksum.</summary>
    private static IEnumerable<(string Tag, long Step, double Value)> ReadEvents(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var length = (int)reader.ReadInt64();
            reader.ReadUInt32();
            var read = Tensorboard.Event.Parser.ParseFrom(reader.ReadBytes(length));
            reader.ReadUInt32();
            foreach (var value in read.Summary?.Value ?? [])
                yield return (value.Tag, read.Step, value.SimpleValue);
        }
    }

    private Call Train(string run, params string[] words) =>
        Call.Run(["train", "--data", _voc.Root, "--weights", _weights, "--device", "cpu", "--run", _folder[run], .. words]);

    private string In(string run, string file) => Path.Combine(_folder[run], file);

    private string Read(string run, string file) => File.ReadAllText(In(run, file));
}
