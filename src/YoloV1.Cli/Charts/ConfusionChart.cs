using ScottPlot;
using YoloV1.Imaging;

namespace YoloV1.Cli.Charts;

/// <summary>A confusion matrix of objects by true and detected class, darker for a larger share of the row.</summary>
internal static class ConfusionChart
{
    /// <summary>With more rows the cells are too small for numbers.</summary>
    private const int MostNumbered = 25;

    private static readonly Color Dark = Color.FromHex("#08457E");

    /// <summary>Draws the matrix; the image grows with the number of classes.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="names">The names of rows and columns.</param>
    /// <param name="counts">The number of a row and a column, as many of both as there are names.</param>
    public static RgbImage Draw(string title, IReadOnlyList<string> names, Func<int, int, int> counts)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(counts);
        var side = Math.Clamp(names.Count * 36, 240, 1200);
        return ChartImage.Draw(
            new(side + 180, side + 160), plot => DrawMatrix(plot, title, names, counts), names.Count <= MostNumbered ? 2 : 1);
    }

    private static void DrawMatrix(Plot plot, string title, IReadOnlyList<string> names, Func<int, int, int> counts)
    {
        ChartImage.Name(plot, title, "detected as", "true class");
        for (var row = 0; row < names.Count; row++)
        {
            var whole = Enumerable.Range(0, names.Count).Sum(column => counts(row, column));
            for (var column = 0; column < names.Count; column++)
                if (counts(row, column) is > 0 and var count)
                    DrawCell(plot, column, -row, count, (double)count / whole, names.Count <= MostNumbered);
        }
        double[] places = [.. Enumerable.Range(0, names.Count).Select(i => (double)i)];
        plot.Axes.Bottom.SetTicks(places, [.. names]);
        plot.Axes.Left.SetTicks([.. places.Select(place => -place)], [.. names]);
        (plot.Axes.Bottom.TickLabelStyle.Rotation, plot.Axes.Bottom.TickLabelStyle.Alignment) = (-60, Alignment.MiddleRight);
        plot.Axes.Bottom.MinimumSize = 110;
        if (names.Count > MostNumbered)
            (plot.Axes.Bottom.TickLabelStyle.FontSize, plot.Axes.Left.TickLabelStyle.FontSize) = (9, 9);
        plot.Axes.SetLimits(-0.5, names.Count - 0.5, 0.5 - names.Count, 0.5);
        plot.HideLegend();
    }

    private static void DrawCell(Plot plot, int x, int y, int count, double part, bool hasNumber)
    {
        var cell = plot.Add.Rectangle(x - 0.5, x + 0.5, y - 0.5, y + 0.5);
        // The square root keeps small counts visible beside large ones.
        cell.FillColor = Colors.White.InterpolateRgb(Dark, Math.Sqrt(part));
        (cell.LineColor, cell.LineWidth) = (Colors.White, 1);
        if (!hasNumber)
            return;
        var text = plot.Add.Text($"{count}", x, y);
        text.LabelFontName = ChartFont.Name;
        (text.LabelFontColor, text.LabelFontSize, text.LabelAlignment) =
            (part > 0.3 ? Colors.White : Colors.Black, 13, Alignment.MiddleCenter);
    }
}
