using YoloV1.Models;
using static System.FormattableString;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>
/// The paper's network as its table has it: a bar for each convolution, as high as its map and as wide as it has channels.
/// </summary>
internal static class NetworkDrawing
{
    private const double Middle = 120;

    public static string Draw()
    {
        var summary = ModelSummary.Of(YoloV1Config.Paper);
        var svg = new Svg(720, 262, "The paper's network: 24 convolutions from 448 x 448 to 7 x 7, two connected layers, the grid");
        var x = DrawImage(svg, 20);
        var convolutions = summary.Layers.Where(layer => layer.Name.StartsWith("conv", StringComparison.Ordinal));
        foreach (var maps in convolutions.GroupBy(layer => layer.Output.Height))
            x = DrawMaps(svg, x, maps.Key, [.. maps]);
        x = DrawConnected(svg, x, [.. summary.Layers.Where(layer => layer.Name == "connected")]);
        DrawGrid(svg, x);
        var counts = Invariant($"{summary.Parameters:N0} parameters, {summary.Gflops:0.0} GFLOPs an image.");
        svg.Text(20, 246, $"{counts} Between the groups, 2x2 maximum or a stride of 2 halves the map.", "small dim");
        return svg.ToString();
    }

    private static double DrawImage(Svg svg, double x)
    {
        svg.Box(x, Middle - 90, 8, 180, "te");
        svg.Box(x, Middle - 90, 8, 180, "cell");
        svg.Text(x, Middle + 108, "3x448x448", "small");
        return x + 8 + 46;
    }

    private static double DrawMaps(Svg svg, double x, int side, LayerSummary[] maps)
    {
        var (start, height) = (x, 22 + 110 * Math.Sqrt(side / 224.0));
        foreach (var map in maps)
        {
            var width = 4 + 11.0 * map.Output.Channels / 1024;
            svg.Box(x, Middle - height / 2, width, height, map.Name.Contains("1x1", StringComparison.Ordinal) ? "tc" : "tb");
            svg.Box(x, Middle - height / 2, width, height, "cell");
            x += width + 3;
        }
        svg.Text((start + x - 3) / 2, Middle - height / 2 - 8, Invariant($"{side}x{side}"), "mid small");
        svg.Text((start + x - 3) / 2, Middle + height / 2 + 18, maps.Length == 1 ? "1" : Invariant($"{maps.Length}"), "mid small dim");
        return Math.Max(x, start + 30) + 16;
    }

    private static double DrawConnected(Svg svg, double x, LayerSummary[] layers)
    {
        foreach (var layer in layers)
        {
            var height = 40 + 100.0 * layer.Output.Channels / 4096;
            svg.Box(x, Middle - height / 2, 7, height, "ta");
            svg.Box(x, Middle - height / 2, 7, height, "cell");
            svg.Text(x + 3.5, Middle - height / 2 - 8, Invariant($"{layer.Output.Channels}"), "mid small");
            x += 44;
        }
        return x - 8;
    }

    private static void DrawGrid(Svg svg, double x)
    {
        svg.Box(x, Middle - 30, 60, 60, "ta");
        svg.Grid(x, Middle - 30, 60, 7);
        svg.Text(x + 30, Middle - 38, "7x7x30", "mid small");
        svg.Box(560, 198, 10, 10, "tc");
        svg.Text(574, 207, "1x1", "small dim");
        svg.Box(604, 198, 10, 10, "tb");
        svg.Text(618, 207, "3x3, 7x7", "small dim");
    }
}
