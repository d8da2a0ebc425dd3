using System.Text.Json;
using YoloV1.Weights;

namespace YoloV1.Cli.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public ExportTests() => _model = SmallModel.Save(_folder["small.safetensors"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.onnx", "onnx", 0x08)]   // the first field of a protobuf message, a number
    [InlineData("a.pth", "pth", 0x50)]        // PK, a zip
    [InlineData("a.weights", "darknet", 0)]
    [InlineData("a.safetensors", "safetensors", null)]
    public void Export_WritesTheFormat_ThatTheOutputEndsWith(string name, string format, int? firstByte)
    {
        var text = Call.Run("export", "--weights", _model, "--output", _folder[name]).ShouldSucceed().Output;

        text.Should().StartWith($"{_folder[name]}: {format}, ");
        if (firstByte is not null)
            File.ReadAllBytes(_folder[name])[0].Should().Be((byte)firstByte);
    }

    [Fact]
    public void Export_OfAnExport_GivesTheSameTensors()
    {
        Call.Run("export", "--weights", _model, "--format", "pth", "--output", Path.Combine(_folder["made"], "a.bin")).ShouldSucceed();

        var tensors = PyTorchWeights.Load(Path.Combine(_folder["made"], "a.bin"));
        using var file = ModelFile.Open(_model);
        foreach (var name in file.Tensors.Tensors.Keys)
            tensors[name].IsSameAs(file.Tensors.Read(name)).Should().BeTrue(name);
    }

    [Fact]
    public void Calibrate_LetsAModelFilePredictWithBytes()
    {
        File.WriteAllBytes(_folder["cat.jpg"], TestImages.Jpeg(32, 32));
        Call Predict(string weights) =>
            Call.Run("predict", _folder["cat.jpg"], "--weights", weights, "--precision", "int8", "--score", "0", "--json");

        Call.Run("export", "--weights", _model, "--output", _folder["bytes.safetensors"], "--calibrate", _folder["cat.jpg"])
            .ShouldSucceed();
        Call.Run("export", "--weights", _folder["bytes.safetensors"], "--output", _folder["copy.safetensors"]).ShouldSucceed();

        Predict(_folder["copy.safetensors"]).ShouldSucceed().Output.Should()
            .Be(Predict(_folder["bytes.safetensors"]).Output).And.Contain("detections");
        Predict(_model).ShouldFail(1, "*small.safetensors*--calibrate IMAGES*");
        Call.Run("export", "--weights", _model, "--output", _folder["a.pth"], "--calibrate", _folder["cat.jpg"])
            .ShouldFail(2, "--calibrate works with --format safetensors*");
    }

    [Fact]
    public void AnOnnxGraphOfBytes_IsCalibratedByImages_OrByTheModelFile()
    {
        File.WriteAllBytes(_folder["cat.jpg"], TestImages.Jpeg(32, 32));
        Call Export(string weights, params string[] more) =>
            Call.Run(["export", "--weights", weights, "--output", _folder["a.onnx"], "--precision", "int8", .. more]);

        Export(_model).ShouldFail(2, "*small.safetensors has no ranges of its feature maps*add --calibrate IMAGES*");
        Export(_model, "--calibrate", _folder["cat.jpg"]).ShouldSucceed();
        var measured = File.ReadAllBytes(_folder["a.onnx"]);
        Call.Run("export", "--weights", _model, "--output", _folder["bytes.safetensors"], "--calibrate", _folder["cat.jpg"])
            .ShouldSucceed();
        Export(_folder["bytes.safetensors"]).ShouldSucceed();

        File.ReadAllBytes(_folder["a.onnx"]).Should().Equal(measured);
        Export(_folder["bytes.safetensors"], "--half").ShouldFail(2, "*8 bits or in 16, not both*");
        Export(_folder["bytes.safetensors"], "--keep-batch-norm").ShouldFail(2, "*batch normalization folded*");
    }

    [Fact]
    public void Precision_OfAModelFile_HalvesTheWeightsOfTheHead()
    {
        Call.Run("export", "--weights", _model, "--output", _folder["half.safetensors"], "--precision", "bf16").ShouldSucceed();

        var (whole, half) = (WeightsFile.Inspect(_model), WeightsFile.Inspect(_folder["half.safetensors"]));
        half.Tensors.Keys.Should().Equal(whole.Tensors.Keys);
        half.Tensors.Values.Select(info => info.Type).Should()
            .Contain(TorchSharp.torch.ScalarType.BFloat16).And.Contain(TorchSharp.torch.ScalarType.Float32);
        Call.Run("export", "--weights", _model, "--output", _folder["a.onnx"], "--precision", "bf16")
            .ShouldFail(2, "--format onnx supports fp32, int8, and 16 bits with --half*");
        Call.Run("export", "--weights", _model, "--output", _folder["a.safetensors"], "--precision", "int8")
            .ShouldFail(2, "A model file*--calibrate*int8*");
    }

    [Fact]
    public void Predict_TakesAPth_WithThePresetThatItFits_AndSaysSo()
    {
        var config = YoloV1.Models.YoloV1Config.Tiny with { InputSize = ImageSize.Square(64), GridSize = 1, ClassCount = 4 };
        using (var model = new YoloV1.Models.YoloV1Model(config))
            WeightsFile.Save(model, _folder["tiny.pth"]);
        File.WriteAllBytes(_folder["cat.jpg"], TestImages.Jpeg(32, 32));
        File.WriteAllText(_folder["four.names"], "cat\ndog\nowl\nfox\n");

        var call = Call.Run(
            "predict", _folder["cat.jpg"], "--weights", _folder["tiny.pth"], "--names", _folder["four.names"], "--score", "0",
            "--json").ShouldSucceed();
        var named = Call.Run(
            "predict", _folder["cat.jpg"], "--weights", _folder["tiny.pth"], "--names", _folder["four.names"], "--model", "tiny",
            "--score", "0", "--json").ShouldSucceed();

        call.Error.Should().Contain("tiny.pth: its tensors match tiny (S=1, B=2, C=4) at 64x64");
        named.Output.Should().Be(call.Output);
        JsonDocument.Parse(call.Output).RootElement[0].GetProperty("detections").EnumerateArray()
            .Select(detection => detection.GetProperty("class").GetString()).Should().BeSubsetOf(["cat", "dog", "owl", "fox"]);
    }

    [Fact]
    public void Export_RefusesWhatItCannotName()
    {
        Call.Run("export", "--weights", _model, "--output", _folder["a.bin"])
            .ShouldFail(2, "*a.bin: its extension names no format; give --format onnx, safetensors, pth, darknet.");
        Call.Run("export", "--weights", _model, "--output", _folder["a.pth"], "--format", "keras").ShouldFail(2, "*keras*");
        Call.Run("export", "--weights", _folder["gone.pth"], "--output", _folder["a.pth"])
            .ShouldFail(1, "*gone.pth: there is no such weights file.");
        _folder.Names.Should().Equal("small.safetensors");
    }
}
