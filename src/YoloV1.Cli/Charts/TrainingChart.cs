using ScottPlot;
using ScottPlot.TickGenerators;
using YoloV1.Imaging;

namespace YoloV1.Cli.Charts;

/// <summary>The course of a training, as four charts on one image: quality, loss, diagnostics, learning rate.</summary>
internal static class TrainingChart
{
    /// <summary>Draws the charts on an image of 1200x900.</summary>
    /// <exception cref="ArgumentException">A column is not as long as the list of epochs.</exception>
    public static RgbImage Draw(TrainingChartData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ChartImage.Draw(
            new(1200, 900),
            (0.6,
            [
                (0.5, plot => DrawPanel(plot, data, Titled("Validation", data.Quality), data.Quality, LineAxis.Share)),
                (0.5, plot => DrawPanel(plot, data, $"{data.Title}: loss", data.Loss, LossAxis(data))),
            ]),
            (0.4,
            [
                (0.65, plot => DrawPanel(plot, data, "On the training images, during training", data.Diagnostics, LineAxis.Share)),
                (0.35, plot => DrawPanel(plot, data, "Learning rate", data.LearningRate, LineAxis.FromZero)),
            ]));
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
        // All charts over the same epochs.
        var (first, last) = (data.Epochs.FirstOrDefault(1), data.Epochs.LastOrDefault(1));
        var margin = Math.Max(0.5, 0.03 * (last - first));
        plot.Axes.SetLimitsX(first - margin, last + margin);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
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
