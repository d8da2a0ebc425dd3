using ScottPlot;
using ScottPlot.TickGenerators;

namespace YoloV1.Cli.Charts;

/// <summary>How the vertical axis of lines runs: over shares from 0 to 1, from 0 up, or by powers of ten.</summary>
internal sealed class LineAxis
{
    /// <summary>A largest number so many times the least is shown by powers of ten, or the end of a course is a flat line.</summary>
    private const double LogarithmicFrom = 30;

    private readonly bool _isLogarithmic;
    private readonly bool _isShare;

    private LineAxis(bool isLogarithmic, bool isShare) => (_isLogarithmic, _isShare) = (isLogarithmic, isShare);

    /// <summary>From 0 to 1, or less if all values are small.</summary>
    public static LineAxis Share { get; } = new(isLogarithmic: false, isShare: true);

    /// <summary>From 0 up.</summary>
    public static LineAxis FromZero { get; } = new(isLogarithmic: false, isShare: false);

    /// <summary>Logarithmic if the values span a large range, otherwise from 0.</summary>
    public static LineAxis For(IEnumerable<double> values)
    {
        var positive = values.Where(value => value > 0 && double.IsFinite(value)).ToArray();
        return positive.Length > 0 && positive.Max() > LogarithmicFrom * positive.Min()
            ? new(isLogarithmic: true, isShare: false)
            : FromZero;
    }

    /// <summary>Where a number goes; not a number where the axis has no place for it.</summary>
    public double PlaceOf(double value) => !_isLogarithmic ? value : value > 0 ? Math.Log10(value) : double.NaN;

    /// <summary>Sets a chart's ticks and bounds, once its lines are there.</summary>
    public void Apply(Plot plot)
    {
        if (_isLogarithmic)
        {
            plot.Axes.Left.TickGenerator = new NumericAutomatic
            {
                MinorTickGenerator = new LogMinorTickGenerator(),
                IntegerTicksOnly = true,
                LabelFormatter = power => FormattableString.Invariant($"{Math.Pow(10, power):0.########}"),
            };
            return;
        }
        plot.Axes.AutoScale();
        var limits = plot.Axes.GetLimits();
        // The network's outputs are linear: a probability may be below 0 or above 1, and is drawn where it is.
        var values = plot.GetPlottables().Select(line => line.GetAxisLimits()).ToList();
        var lowest = values.Select(line => line.Bottom).Where(double.IsFinite).DefaultIfEmpty(0).Min();
        var highest = values.Select(line => line.Top).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        // A single point has no extent that the axis could be fitted to.
        var top = values.Count == 1 && lowest == highest && highest > 0 && !_isShare ? 1.2 * highest : limits.Top;
        plot.Axes.SetLimitsY(lowest < 0 ? limits.Bottom : 0, _isShare && highest <= 1 ? Math.Min(1.02, top) : top);
    }
}
