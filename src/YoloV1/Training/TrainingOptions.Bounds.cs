using System.Numerics;
using System.Runtime.CompilerServices;

namespace YoloV1.Training;

public sealed partial record TrainingOptions
{
    // Each gives back the value, or refuses it with its bounds. Comparisons are written so that NaN is refused too.
    private static T AtLeast<T>(T least, T value, string? or = null, [CallerMemberName] string name = "")
        where T : INumber<T> => value >= least && T.IsFinite(value) ? value : throw Refused(name, value, $"{least} or more", or);

    private static TimeSpan AtLeast(TimeSpan least, TimeSpan value, [CallerMemberName] string name = "") =>
        value >= least ? value : throw Refused(name, value, $"{least} or more");

    private static double Positive(double value, string? or = null, [CallerMemberName] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw Refused(name, value, "a number over 0", or);

    private static double BelowOne(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and < 1 ? value : throw Refused(name, value, "a number from 0 to below 1");

    private static double UpToOne(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and <= 1 ? value : throw Refused(name, value, "a number from 0 to 1");

    private static T Named<T>(T value, T? notAllowed = null, [CallerMemberName] string name = "")
        where T : struct, Enum
    {
        var allowed = Enum.GetValues<T>().Where(one => !one.Equals(notAllowed)).ToList();
        return allowed.Contains(value) ? value : throw Refused(name, value, $"one of {string.Join(", ", allowed)}");
    }

    private static RateStepList InOrder(IReadOnlyList<RateStep> steps, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(steps, name);
        return RateStep.AreInOrder(steps)
            ? new RateStepList(steps)
            : throw Refused(name, string.Join(", ", steps), "increasing batches, each with a factor over 0");
    }

    private static LossWeights? NotNegative(LossWeights? weights, [CallerMemberName] string name = "")
    {
        double[] values = weights is null ? [] : [weights.Coordinates, weights.Object, weights.NoObject, weights.Class];
        return values.All(value => value >= 0 && double.IsFinite(value)) ? weights : throw Refused(name, weights!, "weights of 0 or more");
    }

    private static ArgumentOutOfRangeException Refused(string name, object value, string bounds, string? or = null) =>
        new(name, value, FormattableString.Invariant($"{name} is {value}; take {bounds}{(or is null ? "" : $", or {or}")}."));
}
