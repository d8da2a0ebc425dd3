using System.Text.Json;
using YoloV1.Darknet;
using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Tests.Golden;
using YoloV1.Tests.Training;
using YoloV1.Training;
using YoloV1.Weights;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Tests.Weights;

/// <summary>Files as version 0.1 wrote them: each version after it reads them, and computes the same with them.</summary>
[Collection(Alone.Name)]
public sealed class Version01Tests
{
    private const float Tolerance = 1e-4f;

    /// <summary>Other processors round otherwise, and each step of a training builds on the one before.</summary>
    private const float TrainedTolerance = 1e-3f;

    private static readonly ClassNames Classes = new(["cat", "dog", "owl"]);

    private static readonly JsonElement Expected = ReadExpected();

    private static readonly YoloV1Config EveryLayer = new()
    {
        Name = "every-layer",
        GridSize = 2,
        BoxesPerCell = 3,
        ClassCount = 3,
        InputSize = new ImageSize(40, 32),
        FreeGrid = true,
        BatchNormEpsilon = BatchNormEpsilon.OutsideRoot,
        LossWeights = new(Coordinates: 4, Object: 2, NoObject: 0.25, Class: 1.5, Rescore: false),
        OutputActivation = Activation.Logistic,
        Backbone =
        [
            new Crop(28, 30, Centered: false),
            new Crop(28, 28),
            new Convolution(6, 3),
            new MaxPool(),
            new Convolution(8, 1, BatchNorm: false, Bias: true, Activation: Activation.Relu),
            new Convolution(8, 5, Bias: true, Activation: Activation.Ramp) { Padding = 1 },
            new MaxPool(3, 2) { Padding = 2 },
            new Local(6, 3) { Initialization = LocalInitialization.FirstLocation },
            new Local(6, 3, Activation: Activation.Logistic) { Padding = 0 },
            new Convolution(6, 1, BatchNorm: false, Activation: Activation.Linear),
        ],
        Head =
        [
            new FullyConnected(16, Activation.Leaky, BatchNorm: true),
            new LayerSpec.Dropout(0.25),
            new FullyConnected(12, Activation.Ramp),
        ],
    };

    private static readonly YoloV1Config Shared = new()
    {
        Name = "shared-head",
        GridSize = 4,
        ClassCount = 3,
        InputSize = ImageSize.Square(32),
        BoxSizes = BoxSizeEncoding.Linear,
        FreeGrid = true,
        SharedHead = true,
        Backbone = [new Convolution(8, 7, Stride: 2), new MaxPool(), new Convolution(12, 3), new MaxPool(4, 4)],
    };

    private static readonly YoloV1Config Averaged = new()
    {
        Name = "average-pool",
        GridSize = 3,
        BoxesPerCell = 1,
        ClassCount = 3,
        InputSize = new ImageSize(50, 34),
        AnyGrid = true,
        Backbone = [new Convolution(8, 3, Stride: 2), new Convolution(10, 3), new AveragePool()],
    };

    private static readonly YoloV1Config Trained = new()
    {
        Name = "trained",
        GridSize = 2,
        ClassCount = 3,
        InputSize = ImageSize.Square(32),
        Backbone = [new Convolution(6, 3), new MaxPool(), new Convolution(8, 3), new MaxPool(), new Convolution(8, 3), new MaxPool(4, 4)],
        Head = [new FullyConnected(16, Activation.Leaky), new LayerSpec.Dropout(0.1)],
    };

    private static readonly ShapesDataset Shapes = new(count: 13, seed: 1, ImageSize.Square(32));

    private static readonly TrainingOptions Options = TrainingOptions.Paper with
    {
        Epochs = 100,
        BatchSize = 4,
        MeasureEvery = 30,
        PeakLearningRate = 1e-2,
        EmaDecay = 0.9,
        EmaWarmup = 3,
        Seed = 3,
        Device = "cpu",
        Precision = Precision.Float32,
    };

    [Theory]
    [InlineData("every-layer")]
    [InlineData("shared-head")]
    [InlineData("average-pool")]
    [InlineData("bfloat16")]
    public void ModelFile_DescribesItsNetwork(string name)
    {
        using var file = ModelFile.Open(PathOf($"{name}.safetensors"));

        var config = ConfigOf(name);
        file.Config.Backbone.Should().Equal(config.Backbone);
        file.Config.Head.Should().Equal(config.Head);
        (file.Config with { Backbone = config.Backbone, Head = config.Head }).Should().Be(config);
        file.Classes.Should().Equal(Classes);
    }

    [Theory]
    [InlineData("every-layer")]
    [InlineData("shared-head")]
    [InlineData("average-pool")]
    public void ModelFile_IsDescribedInTheSameText_Today(string name)
    {
        using var file = SafetensorsFile.Open(PathOf($"{name}.safetensors"));

        JsonSerializer.Serialize(ConfigOf(name)).Should().Be(file.Metadata["yolov1.config"]);
    }

    [Theory]
    [InlineData("every-layer")]
    [InlineData("shared-head")]
    [InlineData("average-pool")]
    [InlineData("bfloat16")]
    public void ModelFile_PredictsAndDetectsTheSame(string name)
    {
        using (var file = ModelFile.Open(PathOf($"{name}.safetensors")))
        using (var model = file.CreateModel())
            ShouldBeNear(Predict(model), Expected.GetProperty("predictions").Floats(name), Tolerance);
        using var detector = Detector.Load(PathOf($"{name}.safetensors"), Detecting(Precision.Float32));
        ShouldBeNear(Detect(detector), Expected.GetProperty("detections").Floats(name), Tolerance);
    }

    [Theory]
    [InlineData("every-layer")]
    [InlineData("shared-head")]
    public void ModelFile_HasItsRanges_WithWhichItDetectsInEightBits(string name)
    {
        using (var file = ModelFile.Open(PathOf($"{name}.safetensors")))
        {
            var ranges = file.Ranges!.ByLayer.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
            var expected = Expected.GetProperty("ranges").GetProperty(name).EnumerateObject().ToList();
            ranges.Select(pair => pair.Key).Should().Equal(expected.Select(layer => layer.Name));
            ranges.SelectMany(pair => new[] { pair.Value.Least, pair.Value.Greatest }).Should().Equal(
                expected.SelectMany(layer => layer.Value.EnumerateArray().Select(end => end.GetSingle())));
        }
        using var detector = Detector.Load(PathOf($"{name}.safetensors"), Detecting(Precision.Int8));
        var found = Detect(detector).Chunk(6).ToList();
        var clear = Expected.GetProperty("detections").Floats($"{name} int8").Chunk(6).Where(detection => detection[1] > 0.12f);
        foreach (var expected in clear)
            found.Should().Contain(
                detection => Distance(detection, expected) < 0.02f, "a sum that lies between two levels may go to either");
    }

    [Theory]
    [InlineData("small.pth")]
    [InlineData("small.weights")]
    public void WeightsOfACfg_PredictTheSame(string name)
    {
        using var file = WeightsFile.Open(PathOf(name), DarknetCfg.Read(PathOf("small.cfg")), Classes);
        using var model = file.CreateModel();

        ShouldBeNear(Predict(model), Expected.GetProperty("predictions").Floats(name), Tolerance);
    }

    [Fact]
    public void Backbone_FillsANetworkOfOtherClasses()
    {
        var path = PathOf("backbone.safetensors");
        PartialWeights.IsIn(path).Should().BeTrue();
        using var file = SafetensorsFile.Open(path);
        using var model = new YoloV1Model(Shared with { ClassCount = 5 });
        using var whole = ModelFile.Open(PathOf("shared-head.safetensors"));

        var report = PartialWeights.Load(model, file);

        report.Loaded.Should().Equal(whole.Tensors.Tensors.Keys.Where(name => name.StartsWith("darknet.", StringComparison.Ordinal)));
        foreach (var name in report.Loaded)
        {
            using var expected = whole.Tensors.Read(name);
            model.state_dict()[name].detach().IsSameAs(expected).Should().BeTrue(name);
        }
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adamw")]
    public void Checkpoint_SaysWhereTheTrainingIs(string name) =>
        StateOf(Checkpoint.Read(PathOf($"{name}.checkpoint"))).Should().Equal(
            Expected.GetProperty("states").GetProperty(name).EnumerateObject().Select(entry => (entry.Name, entry.Value.GetDouble())));

    [Theory]
    [InlineData("sgd")]
    [InlineData("adamw")]
    public void Training_GoesOnFromTheCheckpoint_ToTheSameWeights(string name)
    {
        using var model = TinyNetwork.Create(9, Trained);
        var epochs = new List<int>();
        var trainer = new Trainer(model, OptionsOf(name)) { ResumeFrom = PathOf($"{name}.checkpoint") };
        trainer.EpochCompleted += (_, epoch) => epochs.Add(epoch.Epoch);

        var summary = trainer.Run(Shapes, Shapes);

        var first = Expected.GetProperty("states").GetProperty(name).Int("epoch");
        epochs.Should().Equal(Enumerable.Range(first, Options.Epochs - first));
        summary.Steps.Should().Be(300);
        model.eval();
        ShouldBeNear(Predict(model), Expected.GetProperty("predictions").Floats($"{name}.checkpoint"), TrainedTolerance);
    }

    private static YoloV1Config ConfigOf(string name) => name switch
    {
        "shared-head" => Shared,
        "average-pool" => Averaged,
        _ => EveryLayer,
    };

    private static TrainingOptions OptionsOf(string name) => name == "sgd"
        ? Options
        : Options with { Optimizer = OptimizerKind.AdamW, Augmentation = Augmentation.Mirrored };

    private static DetectorOptions Detecting(Precision precision) =>
        new() { Thresholds = new() { Score = 0.1f }, Device = "cpu", Precision = precision };

    private static float[] Predict(YoloV1Model model)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var size = model.Config.InputSize;
        var input = linspace(0, 1, 3L * size.Height * size.Width).view(1, 3, size.Height, size.Width);
        return model.call(input).contiguous().data<float>().ToArray();
    }

    /// <summary>Class, score and box of each detection, one after the other.</summary>
    private static float[] Detect(Detector detector) =>
        [.. detector.Detect(Painted(1)).SelectMany(found => new[]
        {
            found.ClassId, found.Score, found.Box.CenterX, found.Box.CenterY, found.Box.Width, found.Box.Height,
        })];

    /// <summary>Noise, not of any input's size.</summary>
    private static RgbImage Painted(int key) =>
        new(new ImageSize(48, 40), [.. GoldenFile.Fill(48 * 40 * 3, key).Select(number => (byte)(number * 256))]);

    private static (string, double)[] StateOf(TrainingState state) =>
    [
        ("epoch", state.Epoch),
        ("batch", state.Batch),
        ("step", state.Step),
        ("coordinates", state.LossSum.Coordinates),
        ("object", state.LossSum.Object),
        ("noObject", state.LossSum.NoObject),
        ("class", state.LossSum.Class),
        ("lostObjects", state.LostObjects),
        ("seconds", state.Seconds),
        ("waitSeconds", state.WaitSeconds),
        ("learningRate", state.LearningRate),
        ("usualLoss", state.UsualLoss ?? double.NaN),
        ("bestMap", state.BestScore ?? double.NaN),
        ("low", state.BestInterval?.Low ?? double.NaN),
        ("high", state.BestInterval?.High ?? double.NaN),
        ("bestEpoch", state.BestEpoch),
    ];

    private static void ShouldBeNear(float[] actual, float[] expected, float tolerance)
    {
        actual.Should().HaveSameCount(expected);
        Distance(actual, expected).Should().BeLessThan(tolerance);
    }

    private static float Distance(float[] actual, float[] expected) => actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max();

    private static JsonElement ReadExpected()
    {
        using var stream = File.OpenRead(PathOf("expected.json"));
        return JsonDocument.Parse(stream).RootElement;
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Weights", "Version01", name);
}
