using System.Diagnostics;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Ranks;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>Chooses the lengths of a training for a time, by how fast its first steps are on this machine.</summary>
internal static class TimeBudget
{
    // Of the first steps some are slower: memory is taken, and images are decoded.
    private const int WarmUp = 3;
    private const int Counted = 6;
    private const int MeasuredImages = 8;

    /// <summary>The settings with epochs, objects of the first stage and measurements that fit into their minutes.</summary>
    /// <remarks>Each rank has its own clock: what counts is rank 0's.</remarks>
    /// <exception cref="ArgumentException">The time is too short for an epoch, or the rates change at given steps.</exception>
    public static TrainSettings Fit(
        TrainSettings settings, IDetectionDataset train, IDetectionDataset? validation, RankGroup ranks, CancellationToken cancellation)
    {
        if (settings.Minutes is not { } minutes)
            return settings;
        if (settings.Options.Schedule == Schedule.Darknet)
            throw new ArgumentException(
                "--minutes does not work with Darknet's schedule, which changes the rate at given steps; give --steps.");
        var started = Stopwatch.GetTimestamp();
        using var model = ranks.Agree(() => StartNetwork.Create(settings, train.Classes));
        var speed = Measure(settings, model, train, validation, ranks, cancellation);
        var plan = ranks.Agree(() => speed.Divide(TimeSpan.FromMinutes(minutes) - Stopwatch.GetElapsedTime(started)));
        Terminal.Note($"{speed} here: {plan} in {minutes} minutes.");
        return settings with
        {
            Minutes = null,
            Pretrain = plan.FirstSteps * speed.FirstBatch / ((double)plan.Epochs * speed.StepsPerEpoch * speed.Batch),
            Options = settings.Options with { Steps = null, Epochs = plan.Epochs, MeasureEvery = plan.MeasureEvery },
        };
    }

    private static TrainingSpeed Measure(
        TrainSettings settings, YoloV1Model model, IDetectionDataset train, IDetectionDataset? validation, RankGroup ranks,
        CancellationToken cancellation)
    {
        var options = settings.Options;
        var (first, firstSteps, firstBatch) = MeasureFirst(settings, model.Config, train, ranks, cancellation);
        var some = validation is null
            ? null
            : new DatasetPart(validation, Enumerable.Range(0, Math.Min(MeasuredImages * ranks.Count, validation.Count)));
        var (step, measurement) = Try(model, options, null, train, some, ranks, cancellation);
        return new(step, options.StepsPerEpoch(train.Count))
        {
            Batch = options.BatchOf(train.Count),
            FirstStep = first,
            FirstSteps = firstSteps,
            FirstBatch = firstBatch,
            Measurement = some is null ? 0 : measurement * validation!.Count / some.Count,
            MeasureEvery = options.MeasureEvery,
        };
    }

    private static (double Seconds, long Steps, int Batch) MeasureFirst(
        TrainSettings settings, YoloV1Config config, IDetectionDataset train, RankGroup ranks, CancellationToken cancellation)
    {
        if (settings.Objects == 0 || PretrainStage.TryCreate(config, train, validation: null) is not { } classifier)
            return (0, 0, 1);
        using (classifier)
        {
            var options = classifier.OptionsFor(settings.Options, train.Count, settings.Objects);
            var (step, _) = Try(classifier.Model, options, classifier.Loss, classifier.Train, null, ranks, cancellation);
            return (step, options.Steps!.Value, options.BatchOf(classifier.Train.Count));
        }
    }

    // Seconds of a step, and of the measurement after the last.
    private static (double Step, double Measurement) Try(
        YoloV1Model model, TrainingOptions options, DetectionLoss? loss, IDetectionDataset train, IDetectionDataset? validation,
        RankGroup ranks, CancellationToken cancellation)
    {
        var (done, started, last) = (0, 0L, 0L);
        var trainer = new Trainer(model, options with { Steps = WarmUp + Counted, MeasureEvery = int.MaxValue }, loss) { Ranks = ranks };
        trainer.StepCompleted += (_, _) =>
        {
            last = Stopwatch.GetTimestamp();
            if (++done == WarmUp)
                started = last;
        };
        trainer.Run(train, validation, cancellation);
        return (Stopwatch.GetElapsedTime(started, last).TotalSeconds / Counted, Stopwatch.GetElapsedTime(last).TotalSeconds);
    }
}
