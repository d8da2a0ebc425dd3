using ScottPlot;
using YoloV1.Imaging;

namespace YoloV1.Cli.Charts;

/// <summary>A curve for each class and a wide one for their mean: precision over recall, F1 over score.</summary>
internal static class CurveChart
{
    /// <summary>More classes than that are drawn in one colour, without names.</summary>
    private const int MostNamed = 12;

    private static readonly Color MarkColor = Color.FromHex("#555555");

    /// <summary>Draws the chart for 460x420, a phone's width too, in twice as many pixels.</summary>
    public static RgbImage Draw(CurveChartData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ChartImage.Draw(new(460, 420), plot => DrawCurves(plot, data), density: 2);
    }

    private static void DrawCurves(Plot plot, CurveChartData data)
    {
        ChartImage.Name(plot, data.Title, data.X, data.Y);
        var named = data.Classes.Count <= MostNamed;
        for (var i = 0; i < data.Classes.Count; i++)
        {
            var name = named ? data.Classes[i].Name : i == 0 ? $"each of {data.Classes.Count} classes" : "";
            Lines.Add(plot, name, named ? i + 1 : Lines.Plain, data.Classes[i].Points, LineAxis.Share);
        }
        if (data.Classes.Count > 1)
            Lines.Add(plot, data.Mean.Name, 0, data.Mean.Points, LineAxis.Share);
        if (data.Mark is { } mark)
            plot.Add.VerticalLine(mark, 1, MarkColor, LinePattern.Dotted);
        var right = data.Classes.SelectMany(curve => curve.Points).Select(point => point.X).DefaultIfEmpty(1).Max();
        plot.Axes.SetLimits(0, right > 0 ? right * 1.01 : 1, 0, 1.02);
        plot.ShowLegend(Edge.Bottom);
    }
}
