using YoloV1.Tests.Data;
using YoloV1.Tests.Weights;
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

        Read("second", "options.yaml").Should().Be(Read("first", "options.yaml"))
            .And.Contain("recipe: modern\n").And.Contain("epochs: 2\n").And.Contain("optimizer: adamw\n").And.Contain("lambda-object: 1.5\n");
        File.ReadAllBytes(In("second", "last.safetensors")).Should().Equal(File.ReadAllBytes(In("first", "last.safetensors")));
    }

    [Fact]
    public void OptionsFile_StandsBetweenTheRecipeAndTheCall()
    {
        File.WriteAllText(_folder["o.yaml"], "epochs: 7\nbatch: 2\n# the recipe counts first, wherever it stands\nrecipe: notebook\n");

        Train("run", "--options", _folder["o.yaml"], "--epochs", "1").ShouldSucceed();

        Read("run", "options.yaml").Should().Contain("epochs: 1\n").And.Contain("batch: 2\n").And.Contain("loss: notebook\n").And.Contain("gradient-norm: 1000\n");
    }

    [Theory]
    [InlineData("batch: 2\nepoch: 3\n", "*o.yaml(2): 'epoch' is not an option; did you mean 'epochs'?")]
    [InlineData("epochs: many\n", "*o.yaml(1): epochs is 'many'; give a whole number from 1 to 100000.")]
    [InlineData("\n\nschedule: linear\n", "*o.yaml(3): schedule is 'linear'; give steps, cosine or darknet.")]
    [InlineData("epochs: [1, 2]\n", "*o.yaml(1): epochs is not one value; give a whole number *")]
    [InlineData("- epochs\n", "*o.yaml(1): this is no map of options; *")]
    [InlineData("a: b: c\n", "*o.yaml(1): this is not YAML; *")]
    public void OptionsFile_WithAMistake_IsRefusedWithItsLine(string text, string message)
    {
        File.WriteAllText(_folder["o.yaml"], text);
        Train("run", "--options", _folder["o.yaml"]).ShouldFail(2, message);
    }

    [Fact]
    public void Weights_OfOtherClasses_GiveTheBackbone_AndTheHeadStartsAnew()
    {
        var call = Train("run", "--epochs", "1", "--freeze", "backbone", "--batch", "2").ShouldSucceed();

        call.Error.Should().Contain("the backbone is taken, and the head starts anew").And.Contain("cat, dog, owl");
        using var before = SafetensorsFile.Open(_weights);
        using var after = SafetensorsFile.Open(In("run", "last.safetensors"));
        Same(before, after, "darknet.0.conv.weight").Should().BeTrue();
        Same(before, after, "head.1.weight").Should().BeFalse();
        ModelFile.Open(In("run", "last.safetensors")).Classes.Should().Equal("circle", "square", "triangle");
    }

    [Fact]
    public void Resume_OfARunCutOffBeforeItsFirstCheckpoint_BeginsAnew()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(In("run", "options.yaml"), $"data: '{_voc.Root}'\nweights: '{_weights}'\n");
        Call.Run("train", "--resume", _folder["run"], "--epochs", "1").ShouldSucceed().Error.Should().Contain("begins anew");
        Call.Run("train", "--resume", _folder["nowhere"]).ShouldFail(1, "*nowhere*options.yaml: there is no such file of options.");
    }

    private Call Train(string run, params string[] words) =>
        Call.Run(["train", "--data", _voc.Root, "--weights", _weights, "--device", "cpu", "--run", _folder[run], .. words]);

    private string In(string run, string file) => Path.Combine(_folder[run], file);

    private string Read(string run, string file) => File.ReadAllText(In(run, file));

    private static bool Same(SafetensorsFile left, SafetensorsFile right, string name)
    {
        using var a = left.Read(name);
        using var b = right.Read(name);
        return a.bytes.SequenceEqual(b.bytes);
    }
}
