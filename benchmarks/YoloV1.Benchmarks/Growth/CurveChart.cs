using ScottPlot;
using ScottPlot.TickGenerators;

namespace YoloV1.Benchmarks.Growth;

/// <summary>A curve as an image.</summary>
internal static class CurveChart
{
    /// <summary>Draws it into a PNG file.</summary>
    public static void Save(Curve curve, IReadOnlyList<CurvePoint> points, string path)
    {
        using var plot = new Plot();
        double Place(double value) => curve.Logarithmic ? Math.Log10(value) : value;
        var line = plot.Add.Scatter(points.Select(point => Place(point.X)).ToArray(), points.Select(point => Place(point.Y)).ToArray());
        (line.Color, line.LineWidth, line.MarkerSize) = (Color.FromHex("#0072B2"), 2, 7);
        plot.XLabel(curve.X);
        plot.YLabel(curve.Y);
        if (curve.Logarithmic)
            (plot.Axes.Bottom.TickGenerator, plot.Axes.Left.TickGenerator) = (PowersOfTen(), PowersOfTen());
        else
            plot.Axes.SetLimitsY(0, 1.15 * points.Max(point => point.Y));
        plot.SavePng(path, 640, 400);
    }

    private static NumericManual PowersOfTen()
    {
        var ticks = new NumericManual();
        for (var power = -3; power <= 6; power++)
            ticks.AddMajor(power, FormattableString.Invariant($"{Math.Pow(10, power):#,0.###}"));
        return ticks;
    }
}
