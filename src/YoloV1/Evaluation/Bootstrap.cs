using YoloV1.Files;

namespace YoloV1.Evaluation;

/// <summary>A confidence interval of a mean by the percentile bootstrap: how far it would vary on other images of the same kind.</summary>
/// <remarks>
/// As many images as there are get drawn with replacement and are measured like the set itself, many times over.
/// The interval lies between two percentiles of the means (Efron, 1979), shifted so that the mean of the means equals the measured value:
/// images that are drawn twice lift average precision a little, which the images themselves do not. Images are drawn and not
/// objects, because the objects of an image succeed and fail together. Equal seeds give equal intervals, on any number of threads.
/// </remarks>
public sealed record Bootstrap
{
    /// <summary>How many times images are drawn; a thousand steadies the second digit of the interval's width.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Resamples
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"{value} resamples are too few; 1000 is usual.");
    } = 1000;

    /// <summary>The part of the means that lies within, between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double Level
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"A level of {value} is not between 0 and 1; 0.95 is usual.");
    } = 0.95;

    /// <summary>Other seeds draw other images.</summary>
    public int Seed { get; init; }

    /// <summary>An interval for the mean over each of some ranges of thresholds; null where no draw has an object to find.</summary>
    internal ConfidenceInterval?[] Intervals(int images, JudgedClass[] classes, AveragePrecisionRule rule, params Range[] ranges)
    {
        var measured = ClassPrecisions.Of(classes, new PrecisionMeter(rule));
        var means = new double?[Resamples][];
        Parallel.For(0, Resamples, () => (Meter: new PrecisionMeter(rule), Times: new int[images]), (resample, _, own) =>
        {
            Draw(Seeds.RandomFor(Seed, resample), own.Times);
            var ap = ClassPrecisions.Of(classes, own.Meter, own.Times);
            means[resample] = [.. ranges.Select(ap.Mean)];
            return own;
        }, _ => { });
        return [.. ranges.Select((range, i) => Interval(measured.Mean(range), Sorted(means, i)))];
    }

    private static double[] Sorted(double?[][] means, int range) => [.. means.Select(mean => mean[range]).OfType<double>().Order()];

    private static void Draw(Random random, int[] times)
    {
        Array.Clear(times);
        for (var i = 0; i < times.Length; i++)
            times[random.Next(times.Length)]++;
    }

    private ConfidenceInterval? Interval(double? measured, double[] sorted)
    {
        if (measured is not { } mean || sorted.Length == 0)
            return null;
        var (tail, lift) = ((1 - Level) / 2, sorted.Average() - mean);
        return new(Math.Clamp(Quantile(sorted, tail) - lift, 0, 1), Math.Clamp(Quantile(sorted, 1 - tail) - lift, 0, 1));
    }

    private static double Quantile(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
