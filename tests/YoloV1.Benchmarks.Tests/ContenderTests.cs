using YoloV1.Benchmarks.Compare;
using YoloV1.Benchmarks.Contenders;
using YoloV1.Models;
using YoloV1.Onnx;
using YoloV1.Weights;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Benchmarks.Tests;

public sealed class ContenderTests
{
    private static readonly YoloV1Config Small = YoloV1Config.Tiny with
    {
        Name = "small",
        InputSize = ImageSize.Square(32),
        GridSize = 2,
        Backbone = [new Convolution(4, 3), new MaxPool(), new Convolution(8, 3, Stride: 2), new MaxPool(), new MaxPool()],
        Head = [new FullyConnected(16, Activation.Leaky), new Dropout()],
    };

    [Fact]
    public void ProductAndOnnxRuntime_PredictTheSame()
    {
        using var folder = new TemporaryFolder();
        using var model = new YoloV1Model(Small);
        ModelFile.Save(model, ClassNames.Voc, folder["small.safetensors"]);
        OnnxExport.Save(model, ClassNames.Voc, folder["small.onnx"]);
        using var ours = new NetworkContender(folder["small.safetensors"], 2, Precision.Float32);
        using var onnx = new OnnxContender(folder["small.onnx"], 2);
        using var images = rand(2, 3, 32, 32);

        var expected = onnx.Predict(images.data<float>().ToArray(), [2, 3, 32, 32]);

        ours.Predict(images).Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-4f);
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("small")]
    public void PlainNetwork_HasTheProductsParameters(string name)
    {
        var config = name == "small" ? Small : YoloV1Config.FromName(name);
        using var plain = PlainNetwork.Build(config);

        plain.parameters().Sum(parameter => parameter.numel()).Should().Be(ModelSummary.Of(config).Parameters);
    }

    [Theory]
    [InlineData("network")]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("decoder")]
    [InlineData("step")]
    [InlineData("plain-step")]
    public void Contender_RunsOnASmallNetwork(string kind)
    {
        using var files = new BenchmarkFiles();
        using var folder = new TemporaryFolder();
        using var model = new YoloV1Model(Small);
        ModelFile.Save(model, ClassNames.Voc, folder["small.safetensors"]);
        using var contender =
            ContenderHost.Create(kind, folder["small.safetensors"], 2, Precision.Float32, kind is "file" ? files.Image() : files.Images(2));

        contender.Measure().Should().BePositive();
    }

    [Fact]
    public void EveryComparison_HasANameOfItsOwn()
    {
        using var files = new BenchmarkFiles();

        new Comparisons(files).All.Select(row => row.Name).Should().OnlyHaveUniqueItems().And.Contain("predict tiny fp32 batch 1");
    }
}
