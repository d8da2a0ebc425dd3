using YoloV1.Inference;
using YoloV1.Kernels;
using YoloV1.Models;
using YoloV1.Weights;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Inference;

/// <summary>Prepared networks against the modules that they were made of.</summary>
public sealed class InferenceNetworkTests
{
    private static readonly YoloV1Config Base = new()
    {
        Name = "test",
        GridSize = 4,
        ClassCount = 3,
        InputSize = ImageSize.Square(32),
        Backbone = [new Convolution(8, 7, Stride: 2), new MaxPool(), new Convolution(16, 3), new Convolution(8, 1), new MaxPool()],
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var name in Configs.Keys)
            {
                cases.Add(name, true);
                cases.Add(name, false);
            }
            return cases;
        }
    }

    private static Dictionary<string, YoloV1Config> Configs { get; } = new()
    {
        ["batch normalisation"] = Base,
        ["none"] = Base.WithBatchNorm(false),
        ["a bias before the normalisation"] = With(new Convolution(8, 3, Stride: 2, Bias: true), new MaxPool(), new MaxPool()),
        ["epsilon outside of the root"] = Base with { BatchNormEpsilon = BatchNormEpsilon.OutsideRoot },
        ["activations without a fused operator"] = With(
            new Convolution(4, 3, Activation: Activation.Ramp), new MaxPool(), new Convolution(4, 3, Activation: Activation.Logistic),
            new MaxPool(), new MaxPool()),
        ["activations with one"] = With(
            new Convolution(4, 3, Activation: Activation.Relu), new MaxPool(), new Convolution(4, 3, Activation: Activation.Linear),
            new MaxPool(), new MaxPool()),
        ["pools that overlap and reach over the edges"] = With(
            new Convolution(10, 3), new MaxPool(3, 2) { Padding = 2 }, new MaxPool(2, 1) { Padding = 1 }, new MaxPool(), new MaxPool()),
        ["a convolution that is halved"] = With(new Convolution(1024, 1, Stride: 8), new Convolution(8, 3)),
        ["a local layer"] = With(new Convolution(4, 3), new MaxPool(), new MaxPool(), new MaxPool(), new Local(6, 3)),
        ["a shared head"] = Base with { SharedHead = true },
        ["a shared head of four cells for each place"] =
            Base with { SharedHead = true, FreeGrid = true, GridSize = 8, Head = [new LayerSpec.Dropout()] },
        ["a hidden layer and dropout"] = Base with { Head = [new FullyConnected(24, Activation.Leaky), new LayerSpec.Dropout()] },
        ["a normalised hidden layer"] =
            Base with { Head = [new FullyConnected(24, Activation.Leaky, BatchNorm: true), new FullyConnected(12)] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_GivesWhatTheModulesGive(string name, bool fused)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        using var model = CreateModel(Configs[name]);
        var images = rand([3, 3, 32, 32], generator: new Generator(2));
        using var network = Prepare(model, Precision.Float32, fused);

        var difference = (network.Run(ChannelsLast.Of(images)) - model.call(images)).abs().max().item<float>();

        difference.Should().BeLessThan(1e-4f);
        network.IsFused.Should().Be(fused && OneDnn.IsAvailable);
    }

    [Fact]
    public void Run_StaysNearFloat32_InBFloat16()
    {
        using var scope = NewDisposeScope();
        using var model = CreateModel(Base);
        var images = ChannelsLast.Of(rand([2, 3, 32, 32], generator: new Generator(2)));
        using var exact = Prepare(model, Precision.Float32, fused: true);
        using var rounded = Prepare(model, Precision.BFloat16, fused: true);
        var expected = exact.Run(images);

        var difference = (rounded.Run(images) - expected).abs().max() / expected.abs().max();

        difference.item<float>().Should().BeLessThan(0.03f).And.BePositive();
        rounded.IsFused.Should().Be(OneDnn.ComputesIn(ScalarType.BFloat16));
    }

    [Theory]
    [InlineData(Precision.Float32, 1e-5)]
    [InlineData(Precision.BFloat16, 0.03)]
    public void Run_GivesAnImageTheSame_AloneAndAmongMany(Precision precision, float tolerance)
    {
        using var scope = NewDisposeScope();
        using var model = CreateModel(Configs["a hidden layer and dropout"]);
        using var network = Prepare(model, precision, fused: true);
        var images = ChannelsLast.Of(rand([40, 3, 32, 32], generator: new Generator(2)));
        var together = network.Run(images);

        foreach (var count in new[] { 1, 2, 9 })
        {
            var difference = (network.Run(images.narrow(0, 5, count)) - together.narrow(0, 5, count)).abs().max() / together.abs().max();

            difference.item<float>().Should().BeLessThan(tolerance, $"{count} of the images were asked for");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_GivesTheSame_FromAFileInBFloat16(string name, bool fused)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = CreateModel(Configs[name]);
        var images = ChannelsLast.Of(rand([2, 3, 32, 32], generator: new Generator(2)));
        using var network = Prepare(model, Precision.BFloat16, fused);

        ModelFile.Save(model, ClassNames.Numbered(3), folder["half.safetensors"], ranges: null, Precision.BFloat16);
        using var file = ModelFile.Open(folder["half.safetensors"]);
        using var fromFile = new InferenceNetwork(file.Config, file.Tensors, CPU, Precision.BFloat16, fused: fused);

        fromFile.Run(images).bytes.SequenceEqual(network.Run(images).bytes).Should().BeTrue();
        file.Tensors.Tensors.Values.Where(info => info.Type == ScalarType.BFloat16).Sum(info => info.Length).Should().BePositive();
    }

    [Fact]
    public void Run_DoesNotFollowTheModelsTraining()
    {
        using var scope = NewDisposeScope();
        using var model = CreateModel(Base);
        var images = ChannelsLast.Of(rand([1, 3, 32, 32], generator: new Generator(2)));
        using var network = Prepare(model, Precision.Float32, fused: true);
        var before = network.Run(images);

        using (no_grad())
        {
            foreach (var parameter in model.parameters())
                parameter.zero_();
        }

        network.Run(images).bytes.SequenceEqual(before.bytes).Should().BeTrue();
    }

    [Fact]
    public void Constructor_SaysWhatDiffers_WhenTheWeightsAreOfAnotherNetwork()
    {
        using var model = CreateModel(Base);

        new Action(() => new InferenceNetwork(Base with { ClassCount = 5 }, StateOf(model), CPU, Precision.Float32).Dispose())
            .Should().Throw<InvalidDataException>().WithMessage("The model does not fit*'head.1.weight'*[208, 128]*[240, 128]*");
    }

    private static InferenceNetwork Prepare(YoloV1Model model, Precision precision, bool fused) =>
        new(model.Config, StateOf(model), CPU, precision, fused: fused);

    private static TensorDictionary StateOf(YoloV1Model model) => new(model.state_dict(), "The model");

    private static YoloV1Config With(params LayerSpec[] backbone) => Base with { Backbone = backbone };

    /// <summary>A network whose statistics are not those of a new one.</summary>
    private static YoloV1Model CreateModel(YoloV1Config config)
    {
        random.manual_seed(1);
        var model = new YoloV1Model(config);
        using var noGradient = no_grad();
        foreach (var (name, tensor) in model.state_dict().Where(pair => pair.Value.dim() == 1))
            tensor.uniform_(name.EndsWith("var", StringComparison.Ordinal) ? 0.2 : -0.5, 0.8);
        model.eval();
        return model;
    }
}
