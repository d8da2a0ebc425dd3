using ScottPlot;
using YoloV1.Imaging;

namespace YoloV1.Cli.Charts;

/// <summary>Charts of one look, alone or side by side on one image.</summary>
internal static class ChartImage
{
    private static readonly Color Ink = Color.FromHex("#222222");
    private static readonly Color Rule = Color.FromHex("#E4E4E4");

    /// <summary>Draws one chart, or several in rows of two.</summary>
    public static RgbImage Draw(ImageSize size, params Action<Plot>[] charts)
    {
        var page = new Multiplot();
        page.AddPlots(charts.Length);
        var columns = Math.Min(2, charts.Length);
        page.Layout = new ScottPlot.MultiplotLayouts.Grid((charts.Length + columns - 1) / columns, columns);
        for (var i = 0; i < charts.Length; i++)
        {
            charts[i](page.GetPlot(i));
            Style(page.GetPlot(i));
        }
        using var png = new MemoryStream(page.Render(size.Width, size.Height).GetImageBytes());
        return ImageFile.Read(png, "chart");
    }

    /// <summary>Titles above a chart and along its axes.</summary>
    public static void Name(Plot plot, string title, string x = "", string y = "")
    {
        plot.Title(title);
        plot.XLabel(x);
        plot.YLabel(y);
    }

    /// <summary>Thin lines, no box around the chart, and a legend without a frame.</summary>
    private static void Style(Plot plot)
    {
        ChartFont.Apply(plot);
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Rule;
        (plot.Axes.Right.FrameLineStyle.Width, plot.Axes.Top.FrameLineStyle.Width) = (0, 0);
        foreach (var label in new[] { plot.Axes.Title.Label, plot.Axes.Bottom.Label, plot.Axes.Left.Label })
            (label.Bold, label.FontSize) = (false, 14);
        plot.Axes.Title.Label.FontSize = 17;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.OutlineColor = Rule;
        plot.Legend.FontName = ChartFont.Name;
        plot.Legend.FontSize = 12;
    }
}
