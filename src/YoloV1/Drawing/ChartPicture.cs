using ScottPlot;
using YoloV1.Imaging;

namespace YoloV1.Drawing;

/// <summary>Charts side by side on one picture.</summary>
internal static class ChartPicture
{
    /// <summary>Draws one chart, or several in rows of two.</summary>
    public static Picture Draw(ImageSize size, params Action<Plot>[] charts)
    {
        var page = new Multiplot();
        page.AddPlots(charts.Length);
        var columns = Math.Min(2, charts.Length);
        page.Layout = new ScottPlot.MultiplotLayouts.Grid((charts.Length + columns - 1) / columns, columns);
        for (var i = 0; i < charts.Length; i++)
            charts[i](page.GetPlot(i));
        using var png = new MemoryStream(page.Render(size.Width, size.Height).GetImageBytes());
        return PictureFile.Read(png, "chart");
    }
}
