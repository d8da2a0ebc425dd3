using System.Diagnostics;
using YoloV1.Cli.Options;
using YoloV1.Data;
using YoloV1.Models;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>Writes the reports of a training to the run folder: the last weights, a row per epoch, curves and images.</summary>
internal sealed class RunRecorder(RunFolder folder, TrainSettings settings, IDetectionDataset train, IDetectionDataset? validation)
{
    private const int FirstBatches = 3;

    private readonly TensorBoardEvents? _events = settings.TensorBoard ? new(folder.Path, folder.Profile.Columns) : null;
    private IReadOnlyList<object>? _bestClasses;
    private DetectionThresholds _thresholds = new() { Suppression = settings.Options.Suppression };

    public void Follow(Trainer trainer)
    {
        trainer.StepCompleted += (_, step) =>
        {
            if (step.Step < FirstBatches)
                folder.Draw($"batch-{step.Step + 1}.png", RunImages.OfBatch(step.Batch, train.Classes));
        };
        trainer.EpochCompleted += (_, epoch) => Keep(epoch);
        trainer.CheckpointSaved += (_, checkpoint) => folder.Keep(checkpoint.Model, train.Classes, _thresholds);
    }

    /// <summary>The end: the last weights, the curves, and summary.json.</summary>
    public void Finish(YoloV1Model model, TrainingSummary summary)
    {
        // A run that was cut off between its last checkpoint and its last file gets that file here.
        folder.Keep(model, train.Classes, _thresholds);
        folder.DrawCurves();
        folder.Replace("summary.json", new RunSummary(
            RunSummary.VersionOfProgram, folder.RepeatCommand, model.Config.Name, model.Config.InputSize.ToString(),
            RunSummary.ParametersOf(model),
            settings.Options.Device, train.Count, validation?.Count, summary.Epochs, summary.Steps, summary.StoppedEarly,
            folder.SecondsOfAllEpochs(),
            PeakMemory(), folder.Profile.Rules ?? folder.Profile.Measure, summary.BestScore, summary.BestInterval,
            summary.BestScore is null ? null : summary.BestEpoch + 1, _bestClasses).ToJson());
    }

    private static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private void Keep(EpochReport epoch)
    {
        folder.Add(epoch);
        _events?.Add(epoch);
        if (epoch.Score is null)
            return;
        _thresholds = epoch.Thresholds ?? _thresholds;
        folder.DrawCurves();
        if (!epoch.IsBest)
            return;
        _bestClasses = epoch.Validation is { } measured ? [.. measured.Classes] : epoch.ClassifierReport?.Classes;
        if (epoch.Images.Count > 0)
            folder.Draw("validation.png", RunImages.OfDetections(validation!, epoch.Images));
    }
}
