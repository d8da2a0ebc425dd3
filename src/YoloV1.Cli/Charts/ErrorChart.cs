using ScottPlot;
using YoloV1.Imaging;

namespace YoloV1.Cli.Charts;

/// <summary>A pie of the kinds of right and wrong detections, as in the paper's figure 4.</summary>
internal static class ErrorChart
{
    /// <summary>Right detections in the first colour, then the kinds of errors.</summary>
    private static readonly Color[] Colors =
    [
        Color.FromHex("#009E73"), Color.FromHex("#56B4E9"), Color.FromHex("#F0E442"), Color.FromHex("#CC79A7"), Color.FromHex("#7F7F7F"),
    ];

    /// <summary>Draws the pie for 460x420, a phone's width too, in twice as many pixels; kinds that do not occur are left out.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="parts">Each kind with its part of the whole, 0 to 1; up to five, the right detections first.</param>
    /// <exception cref="ArgumentException">There are more than five.</exception>
    public static RgbImage Draw(string title, IReadOnlyList<(string Name, double Part)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count > Colors.Length)
            throw new ArgumentException(
                $"{parts.Count} kinds are more than the {Colors.Length} that the pie has colours for.", nameof(parts));
        return ChartImage.Draw(new(460, 420), plot => DrawPie(plot, title, parts), density: 2);
    }

    private static void DrawPie(Plot plot, string title, IReadOnlyList<(string Name, double Part)> parts)
    {
        ChartImage.Name(plot, title);
        var pie = plot.Add.Pie([.. parts.Index().Where(part => part.Item.Part > 0).Select(part => new PieSlice
        {
            Value = part.Item.Part,
            FillColor = Colors[part.Index],
            LegendText = FormattableString.Invariant($"{part.Item.Name} {100 * part.Item.Part:0.0} %"),
        })]);
        (pie.LineColor, pie.LineWidth, pie.Rotation) = (ScottPlot.Colors.White, 2, Angle.FromDegrees(-90));
        plot.HideGrid();
        foreach (var axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom, plot.Axes.Right, plot.Axes.Top })
            axis.IsVisible = false;
        plot.ShowLegend(Edge.Bottom);
    }
}
