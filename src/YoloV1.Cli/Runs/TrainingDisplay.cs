using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>What a person sees of a training: the step's loss and speed, time left and memory, and a line for each measurement.</summary>
internal static class TrainingDisplay
{
    public static TrainingSummary Run(
        Trainer trainer, RunProfile kind, TrainingOptions options, IDetectionDataset train, IDetectionDataset? validation, CancellationToken cancellation)
    {
        TrainingSummary? summary = null;
        var total = options.StepsIn(train.Count / Math.Min(options.BatchSize, train.Count));
        Progress.Show(kind.Verb, total, (report, say) =>
        {
            var clock = new StepClock(TimeProvider.System);
            trainer.StepCompleted += (_, step) => report(step.Step + 1, Words(kind, step, clock.Left(step.Step + 1, step.Steps)));
            trainer.EpochCompleted += (_, epoch) =>
            {
                if (epoch.Validation is { } measured)
                    say(FormattableString.Invariant(
                        $"epoch {epoch.Epoch + 1}: loss {kind.Describe(epoch.Loss)}, {kind.Measure} {measured.Map:0.0000}{(measured.MapInterval is { } ends ? $" ({ends})" : "")}{(epoch.IsBest ? ", the best so far" : "")}"));
            };
            summary = trainer.Run(train, validation, cancellation);
        });
        return summary!;
    }

    // What counts most comes first: a narrow terminal has no room for the rest.
    private static string Words(RunProfile kind, TrainingProgress step, TimeSpan left) => FormattableString.Invariant(
        $"epoch {step.Epoch + 1} loss {step.Loss.Total:0.000}, {step.ImagesPerSecond:0.0} images/s, {(int)left.TotalHours}:{left:mm\\:ss} left, waits {step.WaitShare:0 %}, {Environment.WorkingSet / 1e9:0.0} GB, rate {step.LearningRate:0.00000}")
        + (kind.LossParts is { } parts ? $", {parts(step.Loss)}" : "");
}
