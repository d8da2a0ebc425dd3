using static System.FormattableString;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>What the same error costs a small and a large box, with and without square roots.</summary>
internal static class RootDrawing
{
    private const double Error = 0.05;

    public static string Draw()
    {
        var svg = new Svg(
            720, 270, "The squared error of a width that is 0.05 too large: constant in w, falling with w in its square root");
        var plot = new Plot(svg, 70, 40, 330, 175, 1, 0.01);
        plot.Axes(
            "width of the object, fraction of the image", "squared error of a prediction 0.05 too wide", 0.2, 0.002,
            value => Invariant($"{value:0.###}"));
        var widths = Enumerable.Range(2, 49).Select(i => i / 50.0).ToArray();
        plot.Curve(widths.Select(w => (w, Error * Error)), "b bold");
        plot.Curve(widths.Select(w => (w, Cost(w))), "a bold");
        foreach (var w in new[] { 0.1, 0.8 })
            plot.Dot(w, Cost(w), "fa");
        svg.Text(440, 70, "of the square root", "");
        svg.Text(440, 92, Invariant($"w = 0.1: {Cost(0.1):0.0000}"), "mono");
        svg.Text(440, 112, Invariant($"w = 0.8: {Cost(0.8):0.0000}"), "mono");
        svg.Line(420, 62, 434, 62, "a bold");
        svg.Text(440, 150, "of the width itself", "");
        svg.Text(440, 172, Invariant($"any w:   {Error * Error:0.0000}"), "mono");
        svg.Line(420, 142, 434, 142, "b bold");
        svg.Text(440, 204, "The same five hundredths are half of a small box", "small dim");
        svg.Text(440, 220, "and a sixteenth of a large one.", "small dim");
        return svg.ToString();
    }

    private static double Cost(double width) => Math.Pow(Math.Sqrt(width + Error) - Math.Sqrt(width), 2);
}
