using YoloV1.Training;

namespace YoloV1.Cli.Runs;

/// <summary>The live line of a training: where it is, its loss and speed, time left and memory.</summary>
internal static class StatusLine
{
    /// <summary>The line after a step. What counts most comes first: a narrow terminal has no room for the rest.</summary>
    public static string Of(RunProfile profile, TrainingProgress step, TimeSpan left)
    {
        var line = FormattableString.Invariant($"epoch {step.Epoch + 1} loss {step.Loss.Total:0.000}, {step.ImagesPerSecond:0.0} images/s")
            + FormattableString.Invariant($", {(int)left.TotalHours}:{left:mm\\:ss} left, waits {step.WaitShare:0 %}")
            + FormattableString.Invariant($", {Environment.WorkingSet / 1e9:0.0} GB, rate {step.LearningRate:0.00000}");
        return profile.LossParts is { } parts ? $"{line}, {parts(step.Loss)}" : line;
    }
}
