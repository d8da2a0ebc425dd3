using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Models;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>About how much memory a training takes, from its table and options.</summary>
/// <param name="Weights">Bytes of the weights, their gradients, the optimizer's values and the moving average.</param>
/// <param name="FeatureMaps">Bytes of the feature maps that one part of a batch keeps for its gradients.</param>
internal sealed record TrainingMemory(long Weights, long FeatureMaps)
{
    // Of a row: its convolution, its normalization, and the gradient that goes back. Measured on a processor, as memory from batches of
    // 8 to 32: 2.9 for the network small, 3.8 for tiny.
    private const int MapsOfARow = 3;

    /// <summary>Memory that the process may have: the machine's, or what its container allows.</summary>
    public static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Bytes of all of it.</summary>
    public long Total => Weights + FeatureMaps;

    public static TrainingMemory Of(YoloV1Config config, TrainingOptions options, int images)
    {
        var summary = ModelSummary.Of(config);
        var copies = 2 + (options.Optimizer == OptimizerKind.Sgd ? 1 : 2) + (options.EmaDecay > 0 ? 1 : 0);
        var batch = options.BatchOf(images);
        var part = options.MicroBatch > 0 ? Math.Min(options.MicroBatch, batch) : batch;
        var map = summary.Layers.Sum(layer => layer.Output.Length);
        return new(summary.Parameters * copies * sizeof(float), map * MapsOfARow * part * sizeof(float));
    }

    /// <summary>One line for a training that does not fit; null for one that may.</summary>
    public string? Warning(long available, YoloV1Config config, TrainSettings settings) => Total <= available ? null
        : $"this training takes about {Gigabytes(Total)} of memory ({Parts}), and there are {Gigabytes(available)}; "
        + $"{Remedy(config, settings)}";

    /// <summary>The line for a training that memory did not suffice for.</summary>
    public string Failure(Exception fault, YoloV1Config config, TrainSettings settings) =>
        $"Out of memory: {OutOfMemory.Reason(fault).TrimEnd('.')}. This training takes about {Gigabytes(Total)} ({Parts}); "
        + Remedy(config, settings);

    private string Parts => $"weights and their updates {Gigabytes(Weights)}, feature maps {Gigabytes(FeatureMaps)}";

    private static string Remedy(YoloV1Config config, TrainSettings settings)
    {
        var options = settings.Options;
        var part = options.MicroBatch > 0
            ? $"--micro-batch (now {options.MicroBatch})"
            : $"--batch (now {options.BatchSize}) or --micro-batch";
        return $"lower {part}, or --image-size (now {config.InputSize.Width}), or take a smaller --model (now {config.Name}).";
    }

    private static string Gigabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e9:0.0} GB");
}
