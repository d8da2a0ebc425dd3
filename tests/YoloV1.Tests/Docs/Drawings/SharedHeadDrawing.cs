using YoloV1.Models;
using static System.FormattableString;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>The weights that two cells have for the feature map: each its own for all places, or the same for the places around.</summary>
internal static class SharedHeadDrawing
{
    private const int Side = 7;
    private const double Map = 140;

    private static readonly (string Name, int Row, int Column, string Line, string Fill) First = ("cell A", 2, 2, "a bold", "ta");
    private static readonly (string Name, int Row, int Column, string Line, string Fill) Second = ("cell B", 4, 5, "b bold", "tb");

    public static string Draw()
    {
        var svg = new Svg(
            720, 290,
            "Left, a fully connected layer: two cells have different weights for all locations of the feature map. "
            + "Right, a shared head: both have the same weights for the 3 x 3 locations around them");
        var channels = YoloV1Config.Tiny.Validate().Channels;
        svg.Text(20, 34, "A fully connected layer", "big");
        DrawMap(svg, 20, First, First.Fill, 0, 0, Side);
        DrawMap(svg, 190, Second, Second.Fill, 0, 0, Side);
        var weights = Invariant($"{Side * Side} · {channels} = {Side * Side * channels:N0}");
        svg.Text(20, 246, $"Each cell has {weights} weights of its own", "small");
        svg.Text(20, 264, "for each of its values, and learns from objects in it alone.", "small");
        svg.Line(360, 24, 360, 266, "thin");
        svg.Text(390, 34, "A shared head", "big");
        DrawMap(svg, 390, First, "tc", First.Row - 1, First.Column - 1, 3);
        DrawMap(svg, 560, Second, "tc", Second.Row - 1, Second.Column - 1, 3);
        svg.Text(390, 246, Invariant($"All cells have the same 3 · 3 · {channels} = {9 * channels:N0} weights"), "small");
        svg.Text(390, 264, "for each of their numbers, and learn from every object.", "small");
        return svg.ToString();
    }

    /// <summary>The feature map as a cell sees it: the places that it has weights for are filled.</summary>
    private static void DrawMap(
        Svg svg, double x, (string Name, int Row, int Column, string Line, string Fill) cell, string fill, int row, int column, int places)
    {
        const double y = 78, Place = Map / Side;
        svg.Text(x, y - 10, Invariant($"weights of {cell.Name}"), "small dim");
        svg.Box(x + column * Place, y + row * Place, places * Place, places * Place, fill);
        svg.Grid(x, y, Map, Side);
        svg.Box(x + cell.Column * Place, y + cell.Row * Place, Place, Place, cell.Line);
    }
}
