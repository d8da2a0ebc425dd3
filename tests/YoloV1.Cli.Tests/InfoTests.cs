using System.Text.Json;
using YoloV1.Darknet;
using YoloV1.Weights;

namespace YoloV1.Cli.Tests;

public sealed class InfoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public InfoTests() => _model = SmallModel.Save(_folder["small.safetensors"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("small.safetensors", "safetensors")]
    [InlineData("small.pth", "pth")]
    [InlineData("small.weights", "darknet")]
    public void Info_TellsWhatAFileOfEveryFormatHolds(string name, string format)
    {
        if (name != "small.safetensors")
            Call.Run("export", "--weights", _model, "--output", _folder[name]).ShouldSucceed();

        var info = JsonDocument.Parse(Call.Run("info", "--weights", _folder[name], "--json").ShouldSucceed().Output).RootElement;
        var text = Call.Run("info", "--weights", _folder[name]).ShouldSucceed().Output;

        (info.GetProperty("format").GetString(), info.GetProperty("bytes").GetInt64()).Should()
            .Be((format, new FileInfo(_folder[name]).Length));
        string[] keys =
        [
            "header", "seen", "elements", "bestFit", "whole", "leftoverBytes", "tensors", "model", "parameters", "gflops",
            "input", "output", "layers",
        ];
        foreach (var key in keys)
            info.TryGetProperty(key, out _).Should().BeTrue(key);
        text.Should().Contain("format     ").And.Contain("header     ").And.Contain("best fit   ").And.Contain("left over  ");
        if (format == "darknet")
            return;   // without its cfg, it fits nothing
        info.GetProperty("tensors").EnumerateArray().Select(tensor => tensor.GetProperty("name").GetString()).Should()
            .HaveCount(20).And.StartWith("darknet.0.conv.weight");
        info.GetProperty("tensors")[0].GetProperty("shape").EnumerateArray().Select(side => side.GetInt32()).Should().Equal(4, 3, 3, 3);
        text.Should().Contain("darknet.0.conv.weight").And.Contain("Float32   [4, 3, 3, 3]");
    }

    [Fact]
    public void Info_SaysWhatAFileOfAnotherNetworkComesNearestTo()
    {
        Call.Run("export", "--weights", _model, "--output", _folder["small.pth"]).ShouldSucceed();

        var info = JsonDocument.Parse(Call.Run("info", "--weights", _folder["small.pth"], "--json").ShouldSucceed().Output).RootElement;

        info.GetProperty("whole").GetBoolean().Should().BeFalse();
        info.GetProperty("fault").GetString().Should().Contain("missing");
        info.GetProperty("bestFit").GetString().Should().NotBeEmpty();
    }

    [Fact]
    public void Info_RefusesAGraph() =>
        Call.Run("info", "--weights", ExportOnnx()).ShouldFail(1, "*small.onnx: an ONNX graph is for other programs*");

    [Fact]
    public void Export_OfDarknetsWeights_GivesTheSameBytes()
    {
        using (var file = WeightsFile.Open(_model))
        using (var model = file.CreateModel())
            DarknetWeights.Save(model, _folder["small.weights"], new DarknetHeader(0, 1, 0, 12_345, 4));
        File.WriteAllText(_folder["small.cfg"], Cfg);

        Call.Run("export", "--weights", _folder["small.weights"], "--cfg", _folder["small.cfg"], "--output", _folder["again.weights"])
            .ShouldSucceed();

        File.ReadAllBytes(_folder["again.weights"]).Should().Equal(File.ReadAllBytes(_folder["small.weights"]));
    }

    private static string Cfg => string.Join('\n', [
        "[net]", "height=32", "width=32", "channels=3",
        .. Convolution(4), "[maxpool]", "size=2", "stride=2", .. Convolution(8), "[maxpool]", "size=2", "stride=2", .. Convolution(8),
        "[maxpool]", "size=2", "stride=2",
        "[maxpool]", "size=2", "stride=2", "[connected]", "output=52", "activation=linear", "[detection]", "classes=3", "coords=4",
        "side=2", "num=2", "sqrt=1"]);

    private static string[] Convolution(int filters) =>
        ["[convolutional]", "batch_normalize=1", $"filters={filters}", "size=3", "stride=1", "pad=1", "activation=leaky"];

    private string ExportOnnx()
    {
        Call.Run("export", "--weights", _model, "--output", _folder["small.onnx"]).ShouldSucceed();
        return _folder["small.onnx"];
    }
}
