using TorchSharp;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Losses;
using YoloV1.Models;
using YoloV1.Ranks;
using YoloV1.Runtime;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>A training in its folder: it starts or continues, and its end reports where the weights are or how to continue.</summary>
internal static class TrainingRun
{
    /// <summary>Trains.</summary>
    /// <param name="folder">Where all of it is kept; null in a rank that writes nothing.</param>
    /// <param name="model">The network, owned by the caller.</param>
    /// <param name="loss">The loss function; null for that of the settings.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="train">What to learn.</param>
    /// <param name="validation">What to measure on; null for no measurement.</param>
    /// <param name="ranks">The processes that train together.</param>
    /// <param name="cancellation">Ends it after the step that it is at.</param>
    /// <returns>The exit code.</returns>
    public static int Execute(
        RunFolder? folder, YoloV1Model model, DetectionLoss? loss, TrainSettings settings, IDetectionDataset train,
        IDetectionDataset? validation, RankGroup ranks, CancellationToken cancellation)
    {
        if (Train(folder, model, loss, settings, train, validation, ranks, cancellation) is not { } result)
            return ExitCode.Failed;
        Terminal.Line(result);
        return ExitCode.Done;
    }

    /// <summary>As <see cref="Execute"/>, for a training that another one follows.</summary>
    /// <returns>The line that reports the result; null if it was stopped, which has been reported.</returns>
    public static string? Train(
        RunFolder? folder, YoloV1Model model, DetectionLoss? loss, TrainSettings settings, IDetectionDataset train,
        IDetectionDataset? validation, RankGroup ranks, CancellationToken cancellation)
    {
        if (folder is null)
            return Assist(new Trainer(model, settings.Options, loss) { Ranks = ranks }, train, validation, cancellation);
        Terminal.Note(
            $"{model.Config.Name} {model.Config.InputSize}, {train.Count} images, {train.Classes.Count} classes -> {folder.Path}");
        var memory = TrainingMemory.Of(model.Config, settings.Options, train.Count);
        if (Devices.Parse(settings.Options.Device).type == DeviceType.CPU
            && memory.Warning(TrainingMemory.Available, model.Config, settings) is { } warning)
            Terminal.Note($"warning: {warning}");
        var trainer = new Trainer(model, settings.Options, loss)
        {
            CheckpointPath = folder.Checkpoint,
            BestPath = validation is null ? null : folder.BestWeights,
            ResumeFrom = folder.HasCheckpoint ? folder.Checkpoint : null,
            Ranks = ranks,
        };
        var recorder = new RunRecorder(folder, settings, train, validation);
        recorder.Follow(trainer);
        try
        {
            var summary = TrainingDisplay.Run(trainer, folder.Profile, settings.Options, train, validation, cancellation);
            recorder.Finish(model, summary);
            return folder.Summarize(summary);
        }
        catch (OperationCanceledException)
        {
            Terminal.Note($"yolov1: Stopped, and saved. Continue with: {folder.ResumeCommand}");
            return null;
        }
        catch (Exception fault) when (OutOfMemory.Is(fault))
        {
            throw new InsufficientMemoryException(memory.Failure(fault, model.Config, settings), fault);
        }
        catch (IOException fault) when (folder.HasCheckpoint)
        {
            throw new IOException(
                $"{fault.Message} Everything saved before is intact; when this is fixed, continue with: {folder.ResumeCommand}", fault);
        }
        catch (TrainingException fault)
        {
            var remedy = folder.HasCheckpoint
                ? $"Continue from the last good state: {folder.ResumeCommand}"
                : $"Start over: {folder.RepeatCommand}";
            throw new TrainingException(
                FormattableString.Invariant(
                    $"{fault.Message} {remedy} --learning-rate {settings.Options.PeakLearningRate / 4:0.########}"));
        }
    }

    // Rank 0 says how it ended.
    private static string? Assist(
        Trainer trainer, IDetectionDataset train, IDetectionDataset? validation, CancellationToken cancellation)
    {
        try
        {
            trainer.Run(train, validation, cancellation);
            return "";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
