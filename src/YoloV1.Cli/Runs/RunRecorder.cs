using System.Diagnostics;
using YoloV1.Cli.Options;
using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Models;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>Keeps in the run folder what a training tells: weights, numbers, curves and images.</summary>
internal sealed class RunRecorder(RunFolder folder, TrainSettings settings, IDetectionDataset train, IDetectionDataset? validation)
{
    private const int FirstBatches = 3;

    private readonly TensorBoardEvents? _events = settings.TensorBoard ? new(folder.Path, folder.Kind.Columns) : null;
    private IReadOnlyList<ClassResult>? _bestClasses;

    public void Follow(Trainer trainer)
    {
        trainer.StepCompleted += (_, step) =>
        {
            if (step.Step < FirstBatches)
                folder.Draw($"batch-{step.Step + 1}.png", RunImages.OfBatch(step.Batch, train.Classes));
        };
        trainer.EpochCompleted += (_, epoch) => Keep(epoch);
        trainer.CheckpointSaved += (_, checkpoint) => folder.Keep(checkpoint.Model, train.Classes);
    }

    /// <summary>The end: the last weights, the curves, and summary.json.</summary>
    public void Finish(YoloV1Model model, TrainingSummary summary)
    {
        // A run that was cut off between its last checkpoint and its last file gets that file here.
        folder.Keep(model, train.Classes);
        folder.DrawCurves();
        folder.Replace("summary.json", new RunSummary(
            RunSummary.VersionOfProgram, folder.RepeatCommand, model.Config.Name, model.Config.InputSize.ToString(), RunSummary.ParametersOf(model),
            settings.Options.Device, train.Count, validation?.Count, summary.Epochs, summary.Steps, summary.StoppedEarly, folder.SecondsOfAllEpochs(),
            PeakMemory(), folder.Kind.Rules ?? folder.Kind.Measure, summary.BestMap, summary.BestInterval, summary.BestMap is null ? null : summary.BestEpoch + 1, _bestClasses).ToJson());
    }

    private static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private void Keep(EpochReport epoch)
    {
        folder.Add(epoch, train.Classes);
        _events?.Add(epoch);
        if (epoch.Validation is not { } measured)
            return;
        folder.DrawCurves();
        if (!epoch.IsBest)
            return;
        _bestClasses = measured.Classes;
        if (epoch.Images.Count > 0)
            folder.Draw("validation.png", RunImages.OfDetections(validation!, epoch.Images));
    }
}
