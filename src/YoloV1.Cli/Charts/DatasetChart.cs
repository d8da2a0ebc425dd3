using ScottPlot;
using ScottPlot.TickGenerators;
using YoloV1.Imaging;

namespace YoloV1.Cli.Charts;

/// <summary>
/// The content of a data set as four charts on one image: classes, box sizes, objects per image, objects lost to the grid.
/// </summary>
internal static class DatasetChart
{
    private const int MostClasses = 30;
    private static readonly Color Fill = Color.FromHex("#0072B2");
    private static readonly Color Point = Fill.WithAlpha(0.35);

    /// <summary>Draws the charts on an image of 1200x900.</summary>
    public static RgbImage Draw(DatasetChartData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ChartImage.Draw(
            new(1200, 900),
            (0.5, [(0.5, plot => DrawClasses(plot, data)), (0.5, plot => DrawSizes(plot, data))]),
            (0.5, [(0.5, plot => DrawObjects(plot, data)), (0.5, plot => DrawLost(plot, data))]));
    }

    private static void DrawClasses(Plot plot, DatasetChartData data)
    {
        var classes = data.Classes.OrderByDescending(item => item.Count).Take(MostClasses).ToList();
        plot.Title(
            classes.Count < data.Classes.Count
                ? $"{data.Title}: objects of {classes.Count} of {data.Classes.Count} classes"
                : $"{data.Title}: objects by class");
        DrawBars(plot, classes.ConvertAll(item => (item.Name, (double)item.Count)), count => count.ToString("0", null));
        if (classes.Count > 8)
            (plot.Axes.Bottom.TickLabelStyle.Rotation, plot.Axes.Bottom.TickLabelStyle.Alignment, plot.Axes.Bottom.MinimumSize) =
                (-60, Alignment.MiddleRight, 90);
    }

    private static void DrawSizes(Plot plot, DatasetChartData data)
    {
        plot.Title("Boxes: width and height");
        plot.XLabel("width / image width");
        plot.YLabel("height / image height");
        var points = plot.Add.ScatterPoints(
            data.BoxSizes.Select(size => (double)size.Width).ToArray(), data.BoxSizes.Select(size => (double)size.Height).ToArray());
        (points.Color, points.MarkerSize) = (Point, 4);
        plot.Axes.SetLimits(0, 1, 0, 1);
    }

    private static void DrawObjects(Plot plot, DatasetChartData data)
    {
        plot.Title("Images by their number of objects");
        plot.XLabel("objects");
        plot.YLabel("images");
        foreach (var group in data.ObjectsOfImages.GroupBy(count => count))
        {
            var bar = plot.Add.Bar(group.Key, group.Count());
            bar.Color = Fill;
            bar.Bars[0].LineWidth = 0;
        }
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.Margins(bottom: 0, top: 0.15);
        plot.Axes.AutoScale();
        // From 0 objects on, so that a single bar does not take the whole width.
        plot.Axes.SetLimitsX(-0.5, data.ObjectsOfImages.DefaultIfEmpty(0).Max() + 0.5);
    }

    private static void DrawLost(Plot plot, DatasetChartData data)
    {
        plot.Title("Objects lost to shared cells");
        plot.YLabel("% of the objects");
        DrawBars(
            plot, [.. data.Lost.Select(item => ($"S = {item.S}", item.Percent))], percent => FormattableString.Invariant($"{percent:0.0}"));
        var most = data.Lost.Select(item => item.Percent).DefaultIfEmpty(0).Max();
        plot.Axes.SetLimitsY(0, Math.Max(1, 1.15 * most));
        if (most == 0)
            ChartImage.Say(plot, "None");
    }

    private static void DrawBars(Plot plot, List<(string Name, double Value)> bars, Func<double, string> label)
    {
        var drawn = plot.Add.Bars(bars.Select((bar, i) => new Bar
        {
            Position = i,
            Value = bar.Value,
            FillColor = Fill,
            LineWidth = 0,
            Label = label(bar.Value),
        }).ToArray());
        (drawn.ValueLabelStyle.FontName, drawn.ValueLabelStyle.FontSize) = (ChartFont.Name, 13);
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, bars.Count).Select(i => (double)i)], [.. bars.Select(bar => bar.Name)]);
        plot.Axes.Margins(bottom: 0, top: 0.15);
        plot.HideGrid();
    }
}
