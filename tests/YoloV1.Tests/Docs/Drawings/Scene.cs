using YoloV1.Grid;

namespace YoloV1.Tests.Docs.Drawings;

/// <summary>The image that the drawings are about: a circle and a triangle, and what the paper's grid makes of them.</summary>
internal static class Scene
{
    public static ClassNames Classes { get; } = new(["circle", "square", "triangle"]);

    public static LabeledBox Circle { get; } = new(new Box(0.31f, 0.40f, 0.36f, 0.36f), 0);

    public static LabeledBox Triangle { get; } = new(new Box(0.68f, 0.64f, 0.42f, 0.50f), 2);

    public static GridShape Grid { get; } = new(7, 2, Classes.Count);

    /// <summary>The target [S, S, D] of the two.</summary>
    public static float[] Target { get; } = Encode();

    public static (int Row, int Column) CellOf(Box box) => ((int)(box.CenterY * Grid.S), (int)(box.CenterX * Grid.S));

    /// <summary>The channels of the cell of an object.</summary>
    public static ReadOnlySpan<float> TargetOf(LabeledBox item)
    {
        var (row, column) = CellOf(item.Box);
        return Target.AsSpan((row * Grid.S + column) * Grid.D, Grid.D);
    }

    /// <summary>Draws the image with its objects.</summary>
    public static void Draw(Svg svg, double x, double y, double side)
    {
        svg.Box(x, y, side, side, "te");
        svg.Dot(x + Circle.Box.CenterX * side, y + Circle.Box.CenterY * side, "ta", Circle.Box.Width * side / 2);
        var (left, top, right, bottom) =
            (Triangle.Box.Left * side, Triangle.Box.Top * side, Triangle.Box.Right * side, Triangle.Box.Bottom * side);
        svg.Curve([(x + (left + right) / 2, y + top), (x + right, y + bottom), (x + left, y + bottom)], "tb");
    }

    private static float[] Encode()
    {
        var target = new float[Grid.Length];
        new GridEncoder(Grid, BoxSizeEncoding.SquareRoot).Encode([Circle, Triangle], target);
        return target;
    }
}
