using ScottPlot;
using Palette = YoloV1.Drawing.Palette;

namespace YoloV1.Cli.Charts;

/// <summary>The lines of a chart, in colours and patterns that people with any colour vision tell apart.</summary>
internal static class Lines
{
    /// <summary>A line among so many others that it has no colour of its own.</summary>
    public const int Plain = -1;

    private static readonly Color PlainColor = Color.FromHex("#B8B8B8");

    /// <summary>Palette colours that are visible as thin lines on white.</summary>
    private static readonly Color[] Colors = [.. new[] { 6, 5, 2, 4, 0, 1, 7, 8 }.Select(i => Color.FromSKColor(Palette.Of(i)))];

    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted];

    /// <summary>So few points are marked with dots: a single one is no line.</summary>
    private const int MostMarked = 12;

    /// <summary>Adds a line, with a dot at each point where there are few.</summary>
    /// <param name="plot">The chart.</param>
    /// <param name="name">Its name in the legend; empty to leave it out.</param>
    /// <param name="place">
    /// Its place among the chart's lines, which chooses the colour and the pattern; the first is wide. Or <see cref="Plain"/>.
    /// </param>
    /// <param name="points">Its points from left to right.</param>
    /// <param name="axis">Where they go.</param>
    public static void Add(Plot plot, string name, int place, IReadOnlyList<(double X, double Y)> points, LineAxis axis)
    {
        if (points.Count == 0)
            return;
        var line = plot.Add.Scatter(points.Select(point => point.X).ToArray(), points.Select(point => axis.PlaceOf(point.Y)).ToArray());
        line.LegendText = name;
        line.Color = place == Plain ? PlainColor : Colors[place % Colors.Length];
        line.LineWidth = place switch { 0 => 3, Plain => 1, _ => 1.5f };
        line.LinePattern = place == Plain ? LinePattern.Solid : Patterns[place / Colors.Length % Patterns.Length];
        line.MarkerSize = points.Count <= MostMarked ? 6 : 0;
    }
}
