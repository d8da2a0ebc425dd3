using Onnx;
using TorchSharp;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Onnx;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Tests.Onnx;

/// <summary>Graphs of a network that computes with 8 bits, as ONNX Runtime runs them.</summary>
public sealed class OnnxBytesTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("darknet")]
    [InlineData("notebook")]
    [InlineData("every row")]
    [InlineData("shared head")]
    public void Grid_IsNearTheDetectorsInBytes_AndNearFloat32(string name)
    {
        var config = name switch
        {
            "every row" => OnnxNetworks.EveryRow,
            "shared head" => OnnxNetworks.Small with { SharedHead = true, Head = [] },
            _ => OnnxNetworks.Narrow(name),
        };
        using var model = OnnxNetworks.Create(config);
        var ranges = Measure(model);
        var images = OnnxNetworks.Images(config, 2);
        var tensors = new TensorDictionary(model.state_dict(), "The model");
        using var bytes = new InferenceNetwork(config, tensors, CPU, Precision.Int8, ranges, fused: false);
        using var floats = new InferenceNetwork(config, tensors, CPU, Precision.Float32, fused: false);
        var expected = floats.Run(images);

        using var run = OnnxNetworks.Export(model, _folder, new() { Ranges = ranges });
        var actual = tensor(run.Floats(images, "grid")).view_as(expected);

        Distance(actual, expected).Should().BeInRange(1e-5, 0.1);
        // The graph rounds before each activation too.
        Distance(actual, expected).Should().BeLessThan(Math.Max(0.02, 3 * Distance(bytes.Run(images), expected)));
    }

    [Fact]
    public void Convolutions_Pools_AndActivations_RunOverBytes()
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small);
        OnnxExport.Save(model, OnnxNetworks.Classes, _folder["bytes.onnx"], new() { Ranges = Measure(model) });

        using (var run = new OnnxRun(_folder["bytes.onnx"], _folder["run.onnx"]))
            run.Shapes["grid"].Should().Equal(-1, 4, 4, 13);

        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder["run.onnx"])).Graph;
        var operations = graph.Node.Select(node => node.OpType).ToList();
        operations.Should().NotContain("Conv").And.NotContain("LeakyRelu");
        operations.Count(operation => operation == "QLinearConv").Should().Be(3);
        operations.Count(operation => operation == "QLinearLeakyRelu").Should().Be(4);
        operations.Count(operation => operation == "QGemm").Should().Be(1);
        // The image becomes bytes once, and the last layer gets numbers.
        operations.Count(operation => operation == "QuantizeLinear").Should().Be(1);
        operations.Count(operation => operation == "DequantizeLinear").Should().Be(1);
    }

    [Fact]
    public void File_TakesAQuarter_AndTheScales()
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Narrow("notebook"));
        OnnxNetworks.Export(model, _folder).Dispose();
        var whole = new FileInfo(_folder["model.onnx"]).Length;

        OnnxNetworks.Export(model, _folder, new() { Ranges = Measure(model) }).Dispose();

        new FileInfo(_folder["model.onnx"]).Length.Should().BeLessThan(whole * 2 / 5);
    }

    [Fact]
    public void AFilterOfNothingButABias_KeepsTheBias()
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small);
        using (no_grad())
        {
            model.state_dict()["darknet.2.conv.weight"].mul_(1e-12f);
            model.state_dict()["darknet.2.conv.bias"].fill_(0.5f);
        }
        var images = OnnxNetworks.Images(model.Config, 1);
        using var inference = inference_mode();

        using var run = OnnxNetworks.Export(model, _folder, new() { Ranges = Measure(model) });

        Distance(tensor(run.Floats(images, "grid")), model.call(images).flatten()).Should().BeLessThan(0.05);
    }

    [Fact]
    public void RangesOfAnotherNetwork_AndOtherPrecisions_AreRefused()
    {
        using var model = OnnxNetworks.Create(OnnxNetworks.Small);
        var ranges = Measure(model);
        void Save(OnnxExportOptions options) => OnnxExport.Save(model, OnnxNetworks.Classes, _folder["model.onnx"], options);

        FluentActions.Invoking(() => Save(new() { Ranges = ranges, Half = true })).Should().Throw<ArgumentException>()
            .WithMessage("A network is exported in 8 bits or in 16, not both*");
        FluentActions.Invoking(() => Save(new() { Ranges = ranges, FoldBatchNorm = false })).Should().Throw<ArgumentException>()
            .WithMessage("8-bit layers need batch normalization folded*");
        FluentActions.Invoking(() => Save(new() { Ranges = new CalibrationRanges(new Dictionary<string, ValueRange>()) })).Should()
            .Throw<ArgumentException>().WithMessage("*another network than 'small'*");
        _folder.Names.Should().BeEmpty();
    }

    private static double Distance(Tensor actual, Tensor expected) =>
        ((actual - expected).abs().max() / expected.abs().max()).item<float>();

    private static CalibrationRanges Measure(YoloV1Model model)
    {
        var classes = ClassNames.Numbered(model.Config.ClassCount);
        using var detector = new Detector(model, classes, new DetectorOptions { Device = "cpu" });
        var size = model.Config.InputSize;
        return detector.Calibrate(Enumerable.Range(1, 4).Select(seed => Noise(size, seed)));
    }

    private static RgbImage Noise(ImageSize size, int seed)
    {
        var image = new RgbImage(size);
        new Random(seed).NextBytes(image.Rgb);
        return image;
    }
}
