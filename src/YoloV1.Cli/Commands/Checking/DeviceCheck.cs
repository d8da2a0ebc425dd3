using System.Runtime.InteropServices;
using TorchSharp;
using YoloV1.Inference;
using YoloV1.Kernels;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Training;
using YoloV1.Weights;
using static System.FormattableString;
using static TorchSharp.torch;

namespace YoloV1.Cli.Commands;

/// <summary>
/// Tries a device out against the CPU: operators, a network's predictions, five steps of a training; then whether memory stays flat, and
/// how long things take. Written for devices that no one has run it on: what fails is a finding, and the rest continues.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="config">The network that is tried out.</param>
internal sealed class DeviceCheck(Device device, YoloV1Config config)
{
    private const int Batch = 4;
    private const int ComparedSteps = 5;
    private const int WarmUp = 10;

    private const int MostLetters = 150;

    // Small enough for random weights, and a hundred steps with the same images.
    private const double LearningRate = 1e-4;
    private const int Rounds = 10;

    // An error of rounding that a few layers, or a few steps, have carried on.
    private const double PredictionTolerance = 1e-3;
    private const double BFloat16Tolerance = 0.1;
    private const double LossTolerance = 0.01;

    // A step that kept its feature maps would take more in a few steps.
    private const long MostGrowth = 256L << 20;

    private readonly bool _hasBFloat16 = Precisions.Resolve(Precision.Auto, device) == Precision.BFloat16;
    private readonly YoloV1Config _config = config with { Dropout = 0 };             // devices draw different random numbers

    /// <summary>The operators that are compared.</summary>
    public IReadOnlyList<DeviceOperator> Operators { get; init; } = DeviceOperator.All;

    /// <summary>Steps over which memory is watched.</summary>
    public int WatchedSteps { get; init; } = 100;

    /// <summary>Bytes in use: of the card, where the driver says, else of this process.</summary>
    public Func<long> UsedMemory { get; init; } = () =>
        (device.type == DeviceType.CUDA ? CudaDriver.UsedMemory() : null) ?? Environment.WorkingSet;

    /// <summary>The findings, each as soon as it is there.</summary>
    public IEnumerable<DeviceFinding> Run()
    {
        Precisions.Take(Precision.Float32, device);                                  // without TF32
        yield return Attempt("operators", CompareOperators);
        yield return Attempt("predictions", () => ComparePredictions(Precision.Float32, PredictionTolerance));
        if (_hasBFloat16)
            yield return Attempt("in bf16", () => ComparePredictions(Precision.BFloat16, BFloat16Tolerance));
        yield return Attempt("training", CompareSteps);
        yield return Attempt("memory", WatchMemory);
        Precision[] precisions = _hasBFloat16 ? [Precision.Float32, Precision.BFloat16] : [Precision.Float32];
        foreach (var precision in precisions)
            yield return Attempt($"{(precision == Precision.Float32 ? "fp32" : "bf16")} takes", () => Time(precision));
    }

    private static DeviceFinding Attempt(string what, Func<(string Found, bool IsWrong)> check)
    {
        try
        {
            var (found, isWrong) = check();
            return new(what, found, isWrong);
        }
        catch (Exception fault) when (fault is ExternalException or InvalidOperationException or ArgumentException or TrainingException)
        {
            return new(what, $"failed: {FirstLine(fault)}", IsWrong: true);
        }
    }

    private (string Found, bool IsWrong) CompareOperators()
    {
        ScalarType[] types = _hasBFloat16 ? [ScalarType.Float32, ScalarType.BFloat16] : [ScalarType.Float32];
        var tried = Operators.SelectMany(one => types.Select(type => (one.Name, Fault: FaultOf(one, type)))).ToList();
        var faults = tried.Where(one => one.Fault is not null).Select(one => $"{one.Name} {one.Fault}").ToList();
        return faults.Count == 0
            ? ($"all {tried.Count} agree with the processor", false)
            : ($"{faults.Count} of {tried.Count} are wrong: {string.Join("; ", faults)}", true);
    }

    private string? FaultOf(DeviceOperator one, ScalarType type)
    {
        try
        {
            var error = one.ErrorOn(device, type);
            // NaN is below nothing.
            return error < DeviceOperator.ToleranceOf(type) ? null : Invariant($"in {type} by {error:0.0%}");
        }
        catch (ExternalException fault)
        {
            return $"in {type} failed: {FirstLine(fault)}";
        }
    }

    private (string Found, bool IsWrong) ComparePredictions(Precision precision, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var model = NewModel();
        var weights = new TensorDictionary(model.state_dict(), _config.Name);
        using var generator = new Generator(1);
        var images = ChannelsLast.Of(rand(
            [Batch, 3, _config.InputSize.Height, _config.InputSize.Width], ScalarType.Float32, CPU, generator: generator));
        Tensor On(Device where, Precision with)
        {
            using var network = new InferenceNetwork(_config, weights, where, with);
            return network.Run(images);
        }
        var expected = On(CPU, Precision.Float32);                                   // [N, S, S, D]
        var error = ((On(device, precision) - expected).norm() / expected.norm()).item<float>();
        return (Invariant($"{_config.Name} differs from the processor's by {error:0.####%}"), !(error < tolerance));
    }

    private (string Found, bool IsWrong) CompareSteps()
    {
        using var model = NewModel();
        var (here, there) = (Losses(model, CPU), Losses(model, device));
        var error = here.Zip(there, (one, other) => Math.Abs(one - other) / one).Aggregate(Math.Max);
        var losses = string.Join(", ", there.Select(loss => Invariant($"{loss:0.000}")));
        return (Invariant($"{ComparedSteps} steps, losses {losses}, off by {error:0.####%}"), !(error < LossTolerance));
    }

    private List<double> Losses(YoloV1Model start, Device where)
    {
        using var model = new YoloV1Model(_config);
        ModuleState.Load(model, start.state_dict());
        return Steps(model, where, ComparedSteps);
    }

    private (string Found, bool IsWrong) WatchMemory()
    {
        using var model = NewModel();
        Steps(model, device, WarmUp);
        var before = UsedMemory();
        Steps(model, device, WatchedSteps);
        var growth = UsedMemory() - before;
        return (Invariant($"{WatchedSteps} steps took {growth >> 20} MiB more of {before >> 20}"), growth > MostGrowth);
    }

    private List<double> Steps(YoloV1Model model, Device where, int count)
    {
        var options = TrainingOptions.Paper with
        {
            BatchSize = Batch,
            PeakLearningRate = LearningRate,
            Precision = Precision.Float32,
            EmaDecay = 0.99,
        };
        using var session = new TrainingSession(model, options, options.CreateLoss(_config), new NoiseDataset(_config, Batch), where);
        using var batch = session.RemainingBatches().First();
        return [.. Enumerable.Range(0, count).Select(_ => session.Step(batch, TimeProvider.System).Total)];
    }

    private (string Found, bool IsWrong) Time(Precision precision)
    {
        double Predict(int batch) => Meter(batch).Predict(precision, Nothing, CancellationToken.None).Median;
        SpeedMeter Meter(int batch) => new(weights: null, config, device.ToString(), batch, Rounds);
        var (one, batch) = (Predict(1), Predict(Batch));
        var step = Meter(Batch).Train(precision, Nothing, CancellationToken.None).Median;
        return (Invariant($"{one:0.0} ms an image, {batch:0.0} for {Batch}, {step:0.0} a step of {Batch}"), false);
    }

    private YoloV1Model NewModel()
    {
        random.manual_seed(1);
        return new YoloV1Model(_config);
    }

    private static void Nothing()
    {
    }

    // Torch goes on about its source for many lines.
    private static string FirstLine(Exception fault)
    {
        var line = fault.Message.Split('\n')[0].Trim();
        return line.Length <= MostLetters ? line : $"{line[..MostLetters]}...";
    }
}
