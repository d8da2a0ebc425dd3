using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>The display of a training: a live line of the last step, and a line per evaluation.</summary>
internal static class TrainingDisplay
{
    public static TrainingSummary Run(
        Trainer trainer, RunProfile profile, TrainingOptions options, IDetectionDataset train, IDetectionDataset? validation,
        CancellationToken cancellation)
    {
        TrainingSummary? summary = null;
        Progress.Show(profile.Verb, options.StepsIn(options.StepsPerEpoch(train.Count)), (report, say) =>
        {
            var clock = new StepClock(TimeProvider.System);
            trainer.StepCompleted += (_, step) =>
                report(step.Step + 1, StatusLine.Of(profile, step, clock.Left(step.Step + 1, step.Steps)));
            trainer.EpochCompleted += (_, epoch) =>
            {
                if (epoch.Score is { } score)
                    say(LineOf(profile, epoch, score));
            };
            summary = trainer.Run(train, validation, cancellation);
        });
        return summary!;
    }

    private static string LineOf(RunProfile profile, EpochReport epoch, double score)
    {
        var interval = epoch.Validation?.MapInterval is { } ends ? $" ({ends})" : "";
        var best = epoch.IsBest ? ", the best so far" : "";
        return FormattableString.Invariant(
            $"epoch {epoch.Epoch + 1}: loss {profile.Describe(epoch.Loss)}, {profile.Measure} {score:0.0000}{interval}{best}");
    }
}
