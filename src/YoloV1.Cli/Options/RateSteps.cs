using System.Globalization;
using YoloV1.Training;

namespace YoloV1.Cli.Options;

/// <summary>Steps of Darknet's schedule in words: <c>200:2.5,400:2</c>.</summary>
internal static class RateSteps
{
    public static string Write(IEnumerable<RateStep> steps) => string.Join(',', steps);

    /// <summary>The steps; null where a word is no such list, or its batches do not rise.</summary>
    public static IReadOnlyList<RateStep>? Read(string word)
    {
        var steps = word.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Step).ToList();
        return steps.Contains(null) ? null : steps.OfType<RateStep>().ToList() is var known && RateStep.AreInOrder(known) ? known : null;
    }

    private static RateStep? Step(string word) => word.Split(':') is [var batch, var factor]
        && long.TryParse(batch, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && double.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out var by)
        ? new RateStep(at, by)
        : null;
}
