using static System.FormattableString;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>The image with its grid, and the cell of the circle's centre under a lens.</summary>
internal static class GridDrawing
{
    public static string Draw()
    {
        var svg = new Svg(
            720, 330,
            "An image of a circle and a triangle under a grid of 7 x 7 cells; "
            + "the cell of the circle's centre is shown larger, with its x and y");
        DrawImage(svg, 20, 20, 280);
        DrawCell(svg, 370, 50, 150);
        DrawTarget(svg, 555, 62);
        svg.Text(20, 318, "448 x 448 image, S = 7 cells of 64 pixels", "small dim");
        svg.Text(370, 318, "The centre decides the cell; the box may reach far beyond it.", "small dim");
        return svg.ToString();
    }

    private static void DrawImage(Svg svg, double x, double y, double side)
    {
        var cell = side / Scene.Grid.S;
        Scene.Draw(svg, x, y, side);
        foreach (var (item, fill) in new[] { (Scene.Circle, "ta"), (Scene.Triangle, "tb") })
        {
            var (row, column) = Scene.CellOf(item.Box);
            svg.Box(x + column * cell, y + row * cell, cell, cell, fill);
        }
        svg.Grid(x, y, side, Scene.Grid.S);
        foreach (var (item, line, dot) in new[] { (Scene.Circle, "a bold", "fa"), (Scene.Triangle, "b bold", "fb") })
        {
            svg.Box(item.Box, x, y, side, line);
            svg.Dot(x + item.Box.CenterX * side, y + item.Box.CenterY * side, dot);
        }
        var (top, left) = Scene.CellOf(Scene.Circle.Box);
        svg.Line(x + (left + 1) * cell, y + top * cell, 370, 50, "thin");
        svg.Line(x + (left + 1) * cell, y + (top + 1) * cell, 370, 200, "thin");
    }

    private static void DrawCell(Svg svg, double x, double y, double side)
    {
        var cell = Scene.TargetOf(Scene.Circle);
        var (centerX, centerY) = (x + cell[0] * side, y + cell[1] * side);
        svg.Box(x, y, side, side, "ta");
        svg.Box(x, y, side, side, "cell");
        svg.Arrow(x, centerY, centerX - 5, centerY);
        svg.Arrow(centerX, y, centerX, centerY - 5);
        svg.Dot(centerX, centerY, "fa", 5);
        svg.Text(x + 4, centerY + 16, Invariant($"x = {cell[0]:0.00}"), "mono");
        svg.Text(centerX + 6, y + 32, Invariant($"y = {cell[1]:0.00}"), "mono");
        var (row, column) = Scene.CellOf(Scene.Circle.Box);
        svg.Text(x, y - 10, Invariant($"cell: row {row}, column {column}"), "small dim");
        svg.Text(x, y + side + 24, Invariant($"x = 7 · {Scene.Circle.Box.CenterX:0.00} - {column}"), "mono");
        svg.Text(x, y + side + 42, Invariant($"y = 7 · {Scene.Circle.Box.CenterY:0.00} - {row}"), "mono");
        svg.Text(x, y + side + 60, Invariant($"w = √{Scene.Circle.Box.Width:0.00}, h = √{Scene.Circle.Box.Height:0.00}"), "mono");
    }

    private static void DrawTarget(Svg svg, double x, double y)
    {
        var cell = Scene.TargetOf(Scene.Circle).ToArray();
        string[] names = ["x", "y", "w", "h", "confidence", "x", "y", "w", "h", "confidence", .. Scene.Classes];
        svg.Text(x, y - 22, "its channels", "small dim");
        for (var d = 0; d < cell.Length; d++)
        {
            var line = y + d * 18 + (d >= 5 ? 6 : 0) + (d >= 10 ? 6 : 0);
            svg.Text(x, line, names[d], cell[d] == 0 ? "dim" : "");
            svg.Text(x + 130, line, Invariant($"{cell[d]:0.00}"), cell[d] == 0 ? "mono end dim" : "mono end");
        }
    }
}
