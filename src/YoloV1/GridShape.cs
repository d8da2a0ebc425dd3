namespace YoloV1;

/// <summary>The shape of a prediction: S x S cells of B boxes and C class scores.</summary>
/// <remarks>
/// A cell's channels are [x, y, w, h, confidence] for each box, then the class scores: D = 5 B + C of them.
/// A prediction is a tensor [N, S, S, D], row before column.
/// </remarks>
public readonly record struct GridShape
{
    /// <summary>Channels of one box: x, y, w, h and confidence.</summary>
    public const int BoxChannels = 5;

    /// <summary>
    /// A grid of <paramref name="s"/> x <paramref name="s"/> cells, <paramref name="b"/> boxes each, <paramref name="c"/> classes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is below 1.</exception>
    public GridShape(int s, int b, int c)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(s, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(b, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(c, 1);
        (S, B, C) = (s, b, c);
    }

    /// <summary>Cells along each side.</summary>
    public int S { get; }

    /// <summary>Boxes that each cell predicts.</summary>
    public int B { get; }

    /// <summary>Classes.</summary>
    public int C { get; }

    /// <summary>Channels of a cell: 5 B + C.</summary>
    public int D => BoxChannels * B + C;

    /// <summary>Cells of an image: S * S.</summary>
    public int CellCount => S * S;

    /// <summary>Boxes of an image: S * S * B (98 in the paper).</summary>
    public int BoxCount => CellCount * B;

    /// <summary>The number of values in the prediction of an image: S * S * D.</summary>
    public int Length => CellCount * D;

    /// <summary>The channels of all boxes: 5 for each.</summary>
    public Range Boxes => 0..(BoxChannels * B);

    /// <summary>The channels of the class scores.</summary>
    public Range Classes => (BoxChannels * B)..D;

    /// <inheritdoc/>
    public override string ToString() => $"[{S}, {S}, {D}] (S={S}, B={B}, C={C})";
}
