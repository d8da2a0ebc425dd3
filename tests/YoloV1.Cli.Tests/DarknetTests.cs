using System.Text.Json;
using YoloV1.Darknet;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Cli.Tests;

public sealed class DarknetTests : IDisposable
{
    private const string Cfg = """
        [net]
        height=32
        width=32
        channels=3
        [convolutional]
        batch_normalize=1
        filters=4
        size=3
        stride=2
        pad=1
        activation=leaky
        [connected]
        output=32
        activation=linear
        [detection]
        classes=3
        coords=4
        side=2
        num=1
        sqrt=1
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _weights;
    private readonly string _image;

    public DarknetTests()
    {
        (_weights, _image) = (_folder["small.weights"], _folder["cat.jpg"]);
        File.WriteAllBytes(_image, TestImages.Jpeg(32, 32));
        File.WriteAllText(_folder["small.cfg"], Cfg);
        File.WriteAllText(_folder["pets.names"], "cat\ndog\nowl\n");
        using var model = new YoloV1Model(DarknetCfg.Read(_folder["small.cfg"]));
        DarknetWeights.Save(model, _weights, new DarknetHeader(Seen: 640));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Predict_TakesWeightsCfgAndNames()
    {
        var json = Call.Run(
            "predict", _image, "--cfg", _folder["small.cfg"], "--weights", _weights, "--names", _folder["pets.names"], "--score", "0",
            "--json").ShouldSucceed().Output;

        var names = JsonDocument.Parse(json).RootElement[0].GetProperty("detections").EnumerateArray()
            .Select(detection => detection.GetProperty("class").GetString());
        names.Should().BeSubsetOf(["cat", "dog", "owl"]);
    }

    [Fact]
    public void Predict_AsksForTheCfg_WhenNoPresetFits() =>
        Call.Run("predict", _image, "--weights", _weights).ShouldFail(
            1, $"{_weights}: Darknet weights do not describe their network, and no preset fits them: give the cfg. Nearest is tiny*");

    [Fact]
    public void Predict_SaysWhatAWeightsFileLacks()
    {
        using (var stream = File.OpenWrite(_weights))
            stream.SetLength(stream.Length - 4);

        Call.Run("predict", _image, "--cfg", _folder["small.cfg"], "--weights", _weights)
            .ShouldFail(1, $"{_weights}: 'small' (S=2, B=1, C=3) takes * values, and 4 bytes are missing.*");
    }

    [Fact]
    public void Predict_RefusesACfgForAModelFile() =>
        Call.Run("predict", _image, "--cfg", _folder["small.cfg"], "--weights", SmallModel.Save(_folder["small.safetensors"]))
            .ShouldFail(2, "*small.safetensors already describes its network and its classes; leave out the others.");

    [Fact]
    public void Predict_NamesFileAndLine_WhenTheCfgIsWrong()
    {
        File.WriteAllText(_folder["wrong.cfg"], Cfg.Replace("activation=leaky", "activation=swish", StringComparison.Ordinal));

        Call.Run("predict", _image, "--cfg", _folder["wrong.cfg"], "--weights", _weights)
            .ShouldFail(1, "*wrong.cfg(11): activation=swish is not supported; take linear, leaky, relu, logistic, ramp.");
    }

    [Fact]
    public void Info_TellsWhatAWeightsFileHolds()
    {
        var text = Call.Run("info", "--weights", _weights, "--cfg", _folder["small.cfg"]).ShouldSucceed().Output;
        var json = JsonDocument.Parse(
            Call.Run("info", "--weights", _weights, "--cfg", _folder["small.cfg"], "--json").ShouldSucceed().Output).RootElement;

        text.Should().Contain("version 0.2.0, 20 bytes").And.Contain("seen       640 images").And.Contain(
            "best fit   small (S=2, B=1, C=3)").And.Contain("darknet.0.conv.weight");
        (json.GetProperty("format").GetString(), json.GetProperty("seen").GetInt64(), json.GetProperty("leftoverBytes").GetInt64()).Should()
            .Be(("darknet", 640, 0));
        json.GetProperty("tensors").GetArrayLength().Should().Be(7);
    }

    [Fact]
    public void Train_StartsACfgsNetworkFromItsWeights_AndSaysWhatItTookOver()
    {
        using var voc = new VocFolder();
        voc.Split("train", "a").Image("a.png")
            .Annotation("a", VocFolder.Object("cat", "10", "10", "60", "40") + VocFolder.Object("dog", "50", "5", "90", "45"));

        var call = Call.Run(
            "train", "--data", voc.Root, "--val-split", "none", "--cfg", _folder["small.cfg"], "--weights", _weights, "--epochs", "1",
            "--batch", "1", "--run", _folder["run"]);

        call.ShouldSucceed().Error.Should()
            .Contain(
                "small.weights: 5 tensors loaded (darknet.0.bn.bias to darknet.0.conv.weight), "
                + "2 left random (head.1.bias to head.1.weight), 2 skipped");
        using var trained = Detector.Load(Path.Combine(_folder["run"], "last.safetensors"));
        (trained.Config.Name, trained.Config.GridSize, trained.Config.BatchNormEpsilon).Should()
            .Be(("small", 2, BatchNormEpsilon.InsideRoot));
    }

    [Theory]
    [InlineData("small.pth")]
    [InlineData("plain.safetensors")]
    public void Train_TakesTheLayersThatFit_FromWeightsThatDoNotDescribeTheirNetwork_AndNamesTheOthers(string name)
    {
        using var voc = new VocFolder();
        voc.Split("train", "a").Image("a.png")
            .Annotation("a", VocFolder.Object("cat", "10", "10", "60", "40") + VocFolder.Object("dog", "50", "5", "90", "45"));
        using (var model = new YoloV1Model(DarknetCfg.Read(_folder["small.cfg"])))
        {
            if (name == "small.pth")
                PyTorchWeights.Save(model.state_dict(), _folder[name]);
            else
                Safetensors.Save(model.state_dict(), _folder[name]);
        }

        var call = Call.Run(
            "train", "--data", voc.Root, "--val-split", "none", "--cfg", _folder["small.cfg"], "--weights", _folder[name], "--epochs", "1",
            "--batch", "1", "--run", _folder["run"]);
        var other = Call.Run(
            "train", "--data", voc.Root, "--val-split", "none", "--model", "tiny", "--weights", _folder[name], "--epochs", "1", "--run",
            _folder["other"]);

        call.ShouldSucceed().Error.Should().Contain(
            $"{name}: 6 tensors loaded (darknet.0.conv.weight to darknet.0.bn.num_batches_tracked), "
            + "2 left random (head.1.weight to head.1.bias), 2 skipped (head.1.weight to head.1.bias)");
        other.ShouldFail(
            1, $"*{name}: no layer of 'tiny' has tensors of the same shapes there (*); start from weights of a similar network.");
    }

    [Fact]
    public void Info_ShowsTheLayersOfACfg() =>
        Call.Run("info", "--cfg", _folder["small.cfg"]).ShouldSucceed().Output.Should()
            .Contain("conv 3x3/2").And.Contain("small: [1, 3, 32, 32] -> [1, 2, 2, 8]");
}
