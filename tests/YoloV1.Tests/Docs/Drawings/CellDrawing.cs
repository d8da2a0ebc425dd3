using static System.FormattableString;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>The thirty channels of a cell, and Darknet's order of the same numbers.</summary>
internal static class CellDrawing
{
    private static readonly GridShape Grid = new(7, 2, 20);
    private static readonly string[] BoxChannels = ["x", "y", "w", "h", "conf"];

    public static string Draw()
    {
        var svg = new Svg(
            720, 265,
            "The channels of a cell: two boxes of five values and twenty class scores; "
            + "below, Darknet's flat order: classes, confidences, boxes");
        DrawCell(svg, 20, 56);
        DrawDarknet(svg, 20, 190);
        return svg.ToString();
    }

    private static void DrawCell(Svg svg, double x, double y)
    {
        svg.Text(x, y - 30, Invariant($"Here: one cell of the prediction [N, {Grid.S}, {Grid.S}, {Grid.D}]"), "big");
        var at = x;
        for (var d = 0; d < Grid.D; d++)
        {
            var box = d / GridShape.BoxChannels;
            var (width, fill) = box < Grid.B ? (36.0, box == 0 ? "ta" : "tb") : (15.5, "tc");
            svg.Box(at, y, width, 34, fill);
            svg.Box(at, y, width, 34, "cell");
            if (box < Grid.B)
                svg.Text(at + width / 2, y + 22, BoxChannels[d % GridShape.BoxChannels], "mid small");
            if (box < Grid.B || d == Grid.Classes.Start.Value || d == Grid.D - 1)
                svg.Text(at + width / 2, y - 6, Invariant($"{d}"), "mid small dim");
            at += width;
        }
        svg.Text(x + 90, y + 52, "box 0", "mid");
        svg.Text(x + 270, y + 52, "box 1", "mid");
        svg.Text(x + 360 + 155, y + 52, Invariant($"Pr(class | object), C = {Grid.C}"), "mid");
        svg.Text(
            x, y + 76, "D = 5 B + C = 30.  Channel d of row r, column c is number (r · S + c) · D + d of the image's 1470.", "small dim");
    }

    private static void DrawDarknet(Svg svg, double x, double y)
    {
        var parts = new[]
        {
            ("classes", Grid.CellCount * Grid.C, "tc"), ("conf", Grid.CellCount * Grid.B, "te"),
            ("boxes: x y √w √h", Grid.CellCount * Grid.B * 4, "ta"),
        };
        svg.Text(x, y - 14, "Darknet: the same 1470 numbers, flat", "big");
        var (at, first) = (x, 0);
        foreach (var (name, count, fill) in parts)
        {
            var width = 670.0 * count / Grid.Length;
            svg.Box(at, y, width, 34, fill);
            svg.Box(at, y, width, 34, "cell");
            svg.Text(at + width / 2, y + 22, name, width < 80 ? "mid small" : "mid");
            svg.Text(at + 2, y + 50, Invariant($"{first}"), "small dim");
            (at, first) = (at + width, first + count);
        }
        svg.Text(at, y + 50, Invariant($"{first}"), "small dim end");
    }
}
