using ScottPlot;
using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Cli.Charts;

/// <summary>Charts in a common style, single or side by side on one image.</summary>
internal static class ChartImage
{
    private static readonly Color Ink = Color.FromHex("#222222");
    private static readonly Color Rule = Color.FromHex("#E4E4E4");

    /// <summary>Draws a chart.</summary>
    /// <param name="size">The size for which letters and lines are made.</param>
    /// <param name="draw">Draws on the empty chart.</param>
    /// <param name="density">Pixels of the image for each of the size: 2 stays sharp on fine screens.</param>
    public static RgbImage Draw(ImageSize size, Action<Plot> draw, int density = 1)
    {
        using var plot = new Plot { ScaleFactor = density };
        draw(plot);
        Style(plot);
        using var png = new MemoryStream(plot.GetImage(density * size.Width, density * size.Height).GetImageBytes());
        return ImageFile.Read(png, "chart");
    }

    /// <summary>Draws charts side by side in rows.</summary>
    /// <param name="size">The size of the image.</param>
    /// <param name="rows">Each row with its part of the height, each chart with its part of the width.</param>
    public static RgbImage Draw(ImageSize size, params (double Height, (double Width, Action<Plot> Draw)[] Charts)[] rows)
    {
        using var page = new RgbImage(size).ToBitmap();
        using var canvas = new SKCanvas(page);
        canvas.Clear(SKColors.White);
        var top = 0;
        foreach (var (height, charts) in rows)
        {
            var left = 0;
            foreach (var (width, draw) in charts)
            {
                var chart = Draw(new((int)(width * size.Width), (int)(height * size.Height)), draw);
                using var pixels = chart.ToBitmap();
                canvas.DrawBitmap(pixels, left, top);
                left += chart.Size.Width;
            }
            top += (int)(height * size.Height);
        }
        canvas.Flush();
        return page.ToImage();
    }

    /// <summary>Titles above a chart and along its axes.</summary>
    public static void Name(Plot plot, string title, string x = "", string y = "")
    {
        plot.Title(title);
        plot.XLabel(x);
        plot.YLabel(y);
    }

    /// <summary>Writes a remark in the middle of a chart that has nothing to show.</summary>
    public static void Say(Plot plot, string text)
    {
        var remark = plot.Add.Annotation(text, Alignment.MiddleCenter);
        (remark.LabelFontName, remark.LabelFontSize, remark.LabelFontColor) = (ChartFont.Name, 17, Ink);
        (remark.LabelBackgroundColor, remark.LabelShadowColor, remark.LabelBorderWidth) = (Colors.Transparent, Colors.Transparent, 0);
    }

    /// <summary>Thin lines, no box around the chart, and a legend without a frame.</summary>
    private static void Style(Plot plot)
    {
        ChartFont.Apply(plot);
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Rule;
        (plot.Axes.Right.FrameLineStyle.Width, plot.Axes.Top.FrameLineStyle.Width) = (0, 0);
        plot.Axes.Bottom.MinorTickStyle.Length = 0;
        foreach (var label in new[] { plot.Axes.Title.Label, plot.Axes.Bottom.Label, plot.Axes.Left.Label })
            (label.Bold, label.FontSize) = (false, 14);
        plot.Axes.Title.Label.FontSize = 17;
        // Room for the label beside ticks of three digits.
        if (plot.Axes.Left.Label.Text.Length > 0)
            plot.Axes.Left.MinimumSize = 70;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.OutlineColor = Rule;
        plot.Legend.FontName = ChartFont.Name;
        plot.Legend.FontSize = 13;
    }
}
