using System.Runtime.InteropServices;
using TorchSharp;
using YoloV1.Data;
using YoloV1.Inference;
using YoloV1.Kernels;
using YoloV1.Models;
using YoloV1.Tests.Training;
using YoloV1.Training;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Tests.Runtime;

/// <summary>
/// Training and detection on torch's META device, whose tensors have shapes and no values. Who reads a value there, and so waits for a
/// device, is refused; and who mixes its tensors with those of another device. The default device is META meanwhile, so a tensor that is
/// made without a device is one of another device than the CPU.
/// </summary>
[Collection(Alone.Name)]
public sealed class MetaDeviceTests : IDisposable
{
    private const string NoValues = "Cannot copy out of meta tensor; no data!*";

    private static readonly TrainingOptions Options = TrainingOptions.Paper with { BatchSize = 2, EmaDecay = 0.9 };

    private readonly DisposeScope _scope = NewDisposeScope();

    public MetaDeviceTests()
    {
        MetaKernels.EnsureRegistered();
        set_default_device(META);
    }

    public static TheoryData<string> PresetNames { get; } = new(YoloV1Config.Presets.Select(preset => preset.Name));

    public static IEnumerable<object[]> Trainings { get; } =
        from preset in YoloV1Config.Presets
        from loss in Enum.GetValues<LossKind>()
        from precision in new[] { Precision.Float32, Precision.BFloat16 }
        select new object[] { preset.Name, loss, precision };

    /// <summary>Nothing allocates: the largest network has 272 million parameters, and this takes a fraction of a second.</summary>
    [Theory]
    [MemberData(nameof(Trainings))]
    public void AStep_WaitsForItsDevice_WhereItReadsTheLoss_AndNowhereElse(string preset, LossKind loss, Precision precision)
    {
        var shapes = new ShapesDataset(count: 4, seed: 1);
        var config = YoloV1Config.FromName(preset) with { ClassCount = shapes.Classes.Count };
        var options = Options with { Loss = loss, Precision = precision };
        using var model = new YoloV1Model(config);
        using var session = new TrainingSession(model, options, options.CreateLoss(config), shapes, META);
        using var batch = BatchOf(config);
        session.Model.train();

        // Forward, loss, backward, the epoch's sums, the gradients' norm; and then the one transfer.
        session.Invoking(it => it.Step(batch, TimeProvider.System)).Should().Throw<ExternalException>().WithMessage(NoValues)
            .Which.StackTrace.Should().Contain($"{nameof(StepMeasures)}.{nameof(StepMeasures.Read)}");

        // What a step does once it has read.
        var gradients = session.Optimizer.Gradients();
        gradients.SquaresOnDevice.Should().NotBeNull();
        gradients.Elements.Should().BeEmpty();
        session.Optimizer.Step(gradients, norm: 1e6, learningRate: 0.1);
        session.Ema!.Update();

        session.Optimizer.Updates.Should().Be(1);
        model.parameters().Should().OnlyContain(parameter => parameter.grad!.device_type == DeviceType.META);
        MetaKernels.Fault.Should().BeNull();
    }

    [Fact]
    public void AdamW_WaitsForNoDevice()
    {
        using var model = new YoloV1Model(TinyNetwork.Config);
        using var optimizer = (Options with { Optimizer = OptimizerKind.AdamW }).CreateOptimizer(model);

        optimizer.Step(optimizer.Gradients(), norm: 1e6, learningRate: 0.1);

        optimizer.Updates.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(PresetNames))]
    public void ADetection_WaitsForItsDevice_WhereItReadsThePredictions_AndNowhereElse(string preset)
    {
        var config = YoloV1Config.FromName(preset);
        foreach (var precision in new[] { Precision.Float32, Precision.BFloat16 })
        {
            using var network = new InferenceNetwork(config, new UnreadWeights(config), META, precision);
            var images = ChannelsLast.Of(zeros([2, 3, config.InputSize.Height, config.InputSize.Width], device: CPU));

            var predictions = network.RunOnDevice(images);                           // [N, S * S * D]

            predictions.device_type.Should().Be(DeviceType.META);
            predictions.shape.Should().Equal(2, config.Grid.Length);
            network.Invoking(it => it.Run(images)).Should().Throw<ExternalException>().WithMessage(NoValues);
        }
        MetaKernels.Fault.Should().BeNull();
    }

    /// <summary>What the tests above are held by can fail.</summary>
    [Fact]
    public void TheDevice_RefusesWhatWouldWait_AndWhatLiesElsewhere()
    {
        var there = zeros([2, 3], device: META);

        FluentActions.Invoking(() => there.sum().item<float>()).Should().Throw<ExternalException>().WithMessage(NoValues);
        FluentActions.Invoking(() => there.cpu()).Should().Throw<ExternalException>().WithMessage(NoValues);
        FluentActions.Invoking(() => there.data<float>()).Should().Throw<ExternalException>().WithMessage(NoValues);
        FluentActions.Invoking(() => there.bytes.Length).Should().Throw<InvalidOperationException>().WithMessage("*non-CPU memory*");
        FluentActions.Invoking(() => there + ones([2, 3], device: CPU)).Should().Throw<ExternalException>().WithMessage("*same device*");
        FluentActions.Invoking(() => ones([2, 3]) + ones([2, 3], device: CPU)).Should().Throw<ExternalException>()
            .WithMessage("*same device*", "a tensor that is made without a device lies on the default one");
    }

    public void Dispose()
    {
        set_default_device(CPU);
        _scope.Dispose();
    }

    private static Batch BatchOf(YoloV1Config config)
    {
        var (grid, size) = (config.Grid, config.InputSize);
        return new Batch(
            zeros([2, 3, size.Height, size.Width], device: CPU), zeros([2, grid.S, grid.S, grid.D], device: CPU), []);
    }

    /// <summary>Weights of a network that nobody has written to: their values do not matter here.</summary>
    private sealed class UnreadWeights(YoloV1Config config) : ITensorSource
    {
        public string Place => "nowhere";

        public IReadOnlyDictionary<string, TensorInfo> Tensors { get; } =
            NetworkRow.Of(config).SelectMany(row => row.State()).ToDictionary();

        public Tensor Read(string name) => zeros([.. Tensors[name].Shape], Tensors[name].Type, CPU);

        public void CopyTo(string name, Tensor target)
        {
        }
    }
}
