using System.Diagnostics;
using TorchSharp;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Training;
using YoloV1.Weights;

namespace YoloV1.Cli.Commands;

/// <summary>Measures a network on this machine.</summary>
/// <param name="weights">Its weights; null to draw them.</param>
/// <param name="config">The network.</param>
/// <param name="device">Where it runs.</param>
/// <param name="batch">Images of a run.</param>
/// <param name="rounds">Runs that are counted.</param>
internal sealed class SpeedMeter(WeightsFile? weights, YoloV1Config config, string device, int batch, int rounds)
{
    // The first runs choose their ways through the libraries and fill their caches.
    private const int WarmUp = 2;

    private readonly NoiseDataset _images = new(config, batch);

    /// <summary>The number of runs in each precision, including those that are not counted.</summary>
    public int RunsOfARow => WarmUp + rounds;

    /// <summary>Why a precision cannot be measured; null when it can.</summary>
    public string? WhyNot(Precision precision) => precision switch
    {
        Precision.BFloat16 when Devices.Parse(device).type == DeviceType.CPU && !Precisions.ProcessorHasBFloat16 =>
            "this processor does not support bfloat16",
        Precision.Int8 when Devices.Parse(device).type != DeviceType.CPU => "for the processor alone",
        Precision.Int8 when weights?.Ranges is null => "needs a model file from 'export --calibrate'",
        _ => null,
    };

    /// <summary>From pixels to detections.</summary>
    public RunTimes Predict(Precision precision, Action ran, CancellationToken cancellation)
    {
        using var detector = OpenDetector(new DetectorOptions { Device = device, Precision = precision });
        var times = new List<double>();
        for (var i = 0; i < RunsOfARow; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            detector.DetectBatch(_images.Images);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            ran();
        }
        return new RunTimes(times[WarmUp..]);
    }

    /// <summary>Steps of a training, from the end of one to the end of the next.</summary>
    public RunTimes Train(Precision precision, Action ran, CancellationToken cancellation)
    {
        using var model = CreateModel();
        var options = TrainingOptions.SmallSet with { BatchSize = batch, Steps = RunsOfARow, Device = device, Precision = precision };
        var (times, last) = (new List<double>(), Stopwatch.GetTimestamp());
        var trainer = new Trainer(model, options);
        trainer.StepCompleted += (_, _) =>
        {
            times.Add(Stopwatch.GetElapsedTime(last).TotalMilliseconds);
            last = Stopwatch.GetTimestamp();
            ran();
        };
        trainer.Run(_images, validation: null, cancellation);
        return new RunTimes(times[WarmUp..]);
    }

    private Detector OpenDetector(DetectorOptions options)
    {
        if (weights is not null)
            return Detector.Load(weights, options);
        using var model = CreateModel();
        return new Detector(model, _images.Classes, options);
    }

    private YoloV1Model CreateModel() => weights?.CreateModel() ?? new YoloV1Model(config);
}
