using System.Globalization;
using YoloV1.Training;

namespace YoloV1.Cli.Options;

/// <summary>Steps of Darknet's schedule in words: <c>200:2.5,400:2</c>.</summary>
internal static class RateSteps
{
    public static string Write(IEnumerable<RateStep> steps) => string.Join(',', steps.Select(step => FormattableString.Invariant($"{step.Batch}:{step.Factor}")));

    /// <summary>The steps; null where a word is no such list, or its batches do not rise.</summary>
    public static IReadOnlyList<RateStep>? Read(string word)
    {
        var steps = word.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Step).ToList();
        return steps.All(step => step is { Factor: > 0 }) && steps.Zip(steps.Skip(1)).All(pair => pair.First!.Value.Batch < pair.Second!.Value.Batch)
            ? [.. steps.Select(step => step!.Value)]
            : null;
    }

    private static RateStep? Step(string word) => word.Split(':') is [var batch, var factor]
        && long.TryParse(batch, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && double.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out var by)
        ? new RateStep(at, by)
        : null;
}
