using ScottPlot;
using YoloV1.Imaging;

namespace YoloV1.Cli.Charts;

/// <summary>The course of a training, as four charts on one image: loss, quality, learning rate, diagnostics.</summary>
internal static class TrainingChart
{
    /// <summary>Draws the charts on an image of 1200x900.</summary>
    /// <exception cref="ArgumentException">A column is not as long as the list of epochs.</exception>
    public static RgbImage Draw(TrainingChartData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ChartImage.Draw(
            new(1200, 900),
            plot => DrawPanel(plot, data, $"{data.Title}: loss", data.Loss, LossAxis(data)),
            plot => DrawPanel(plot, data, Titled("Validation", data.Quality), data.Quality, LineAxis.Share),
            plot => DrawPanel(plot, data, "Learning rate", data.LearningRate, LineAxis.FromZero),
            plot => DrawPanel(plot, data, "While it learns", data.Diagnostics, LineAxis.Share));
    }

    private static LineAxis LossAxis(TrainingChartData data) =>
        LineAxis.For(data.Loss.SelectMany(column => column.Values).OfType<double>());

    /// <summary>The title with the best value of the first column.</summary>
    private static string Titled(string title, IReadOnlyList<(string Name, IReadOnlyList<double?> Values)> columns) =>
        columns is [var (name, values), ..] && values.Max() is { } best
            ? FormattableString.Invariant($"{title}: best {name} {best:0.000}")
            : title;

    private static void DrawPanel(
        Plot plot, TrainingChartData data, string title, IReadOnlyList<(string Name, IReadOnlyList<double?> Values)> columns, LineAxis axis)
    {
        ChartImage.Name(plot, title, "epoch");
        for (var i = 0; i < columns.Count; i++)
            Lines.Add(plot, columns[i].Name, i, Points(data, columns[i].Name, columns[i].Values), axis);
        axis.Apply(plot);
        if (columns.Count > 1)
            plot.ShowLegend(Edge.Bottom);
        else
            plot.HideLegend();
    }

    private static List<(double X, double Y)> Points(TrainingChartData data, string name, IReadOnlyList<double?> values)
    {
        if (values.Count != data.Epochs.Count)
            throw new ArgumentException(
                $"Column '{name}' has {values.Count} numbers for {data.Epochs.Count} epochs; give one for each, null where there is none.",
                nameof(data));
        return
        [
            .. data.Epochs.Zip(values).Where(pair => pair.Second is { } value && double.IsFinite(value))
                .Select(pair => ((double)pair.First, pair.Second!.Value)),
        ];
    }
}
