using TorchSharp;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Kernels;
using YoloV1.Models;
using YoloV1.Weights;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Inference;

/// <summary>Networks that compute with bytes.</summary>
public sealed class QuantizedNetworkTests : IDisposable
{
    private static readonly YoloV1Config Config = new()
    {
        Name = "test",
        GridSize = 4,
        ClassCount = 3,
        InputSize = ImageSize.Square(32),
        Backbone = [new Convolution(8, 7, Stride: 2), new MaxPool(), new Convolution(16, 3),
            new Convolution(8, 1, Activation: Activation.Relu), new MaxPool()],
        Head = [new FullyConnected(24, Activation.Leaky), new LayerSpec.Dropout()],
    };

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TemporaryFolder _folder = new();
    private readonly YoloV1Model _model = CreateModel();
    private readonly RgbImage[] _images = [.. Enumerable.Range(1, 8).Select(seed => PaintNoise(seed))];

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_StaysNearFloat32_ByAboutAStepOfItsLevels(bool fused)
    {
        var ranges = Measure();
        using var exact = Prepare(Precision.Float32, ranges, fused);
        using var bytes = Prepare(Precision.Int8, ranges, fused);
        var input = InputOf(_images[0]);
        var expected = exact.Run(input);

        var difference = (bytes.Run(input) - expected).abs().max() / expected.abs().max();

        difference.item<float>().Should().BePositive().And.BeLessThan(0.05f);
    }

    [Fact]
    public void ByteOperators_AndTheirReplacement_GiveTheSame()
    {
        var ranges = Measure();
        using var fused = Prepare(Precision.Int8, ranges, fused: true);
        using var plain = Prepare(Precision.Int8, ranges, fused: false);
        var input = InputOf(_images[1]);
        var expected = plain.Run(input);

        // A sum that lies between two levels may go to either.
        ((fused.Run(input) - expected).abs().max() / expected.abs().max()).item<float>().Should().BeLessThan(0.01f);
    }

    [Fact]
    public void Ranges_CoverWhatEachLayerGets_AndAreKeptInTheModelFile()
    {
        var ranges = Measure();

        ModelFile.Save(_model, new ClassNames(["a", "b", "c"]), _folder["model.safetensors"], ranges);

        ranges.ByLayer.Keys.Should().Equal("darknet.0", "darknet.2", "darknet.3", "head.1", "head.4");
        ranges.ByLayer["darknet.0"].Should().Be(new ValueRange(0, 1));
        using (var file = ModelFile.Open(_folder["model.safetensors"]))
            file.Ranges!.ByLayer.Should().Equal(ranges.ByLayer);
        using var detector =
            Detector.Load(_folder["model.safetensors"], new DetectorOptions { Precision = Precision.Int8, Device = "cpu" });
        detector.Precision.Should().Be(Precision.Int8);
        detector.Invoking(int8 => int8.Calibrate(_images)).Should().Throw<InvalidOperationException>().WithMessage("*Int8*");
    }

    [Fact]
    public void TheLastLayer_IsMeasured_AndComputesWithFloats_SinceItGivesTheBoxesThemselves()
    {
        using var model = new YoloV1Model(Config with { Head = [], SharedHead = true });
        using var detector = new Detector(model, new ClassNames(["a", "b", "c"]), new DetectorOptions { Device = "cpu" });

        var ranges = detector.Calibrate(_images);

        ranges.ByLayer.Keys.Should().Equal("darknet.0", "darknet.2", "darknet.3", "head.0");
        NetworkRow.Of(model.Config).Where(row => ranges.LevelsOf(row) is not null).Select(row => row.Name).Should()
            .Equal("darknet.0", "darknet.2", "darknet.3");
    }

    [Fact]
    public void WithoutRanges_TheModelIsNamed_AndWhatToDo()
    {
        ModelFile.Save(_model, new ClassNames(["a", "b", "c"]), _folder["plain.safetensors"]);

        FluentActions
            .Invoking(() => Detector.Load(_folder["plain.safetensors"], new DetectorOptions { Precision = Precision.Int8, Device = "cpu" }))
            .Should().Throw<InvalidDataException>().WithMessage("*plain.safetensors*Calibrate*--calibrate*");
    }

    private CalibrationRanges Measure()
    {
        using var detector = new Detector(_model, new ClassNames(["a", "b", "c"]), new DetectorOptions { Device = "cpu" });
        return detector.Calibrate(_images);
    }

    private InferenceNetwork Prepare(Precision precision, CalibrationRanges ranges, bool fused) =>
        new(Config, new TensorDictionary(_model.state_dict(), "The model"), CPU, precision, ranges, fused);

    // [1, 3, H, W]
    private static Tensor InputOf(RgbImage image) => ChannelsLast.Of(ImageInput.ToTensor(image, Config.InputSize).unsqueeze(0));

    private static RgbImage PaintNoise(int seed)
    {
        var image = new RgbImage(Config.InputSize);
        new Random(seed).NextBytes(image.Rgb);
        (image.Rgb[0], image.Rgb[1]) = (0, 255);
        return image;
    }

    private static YoloV1Model CreateModel()
    {
        random.manual_seed(1);
        var model = new YoloV1Model(Config);
        using var noGradient = no_grad();
        foreach (var (name, tensor) in model.state_dict().Where(pair => pair.Value.dim() == 1))
            tensor.uniform_(name.EndsWith("var", StringComparison.Ordinal) ? 0.2 : -0.5, 0.8);
        model.eval();
        return model;
    }
}
