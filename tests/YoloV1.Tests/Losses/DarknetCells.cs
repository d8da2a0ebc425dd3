using static TorchSharp.torch;

namespace YoloV1.Tests.Losses;

/// <summary>Darknet's flat vectors as cells [N, S, S, D].</summary>
internal static class DarknetCells
{
    /// <summary>All classes, then all confidences, then all boxes.</summary>
    public static Tensor FromFlat(float[] flat, int n, GridShape grid)
    {
        var rows = tensor(flat, [n, grid.Length]);
        var (cells, s) = (grid.CellCount, grid.S);
        var classes = rows[.., ..(cells * grid.C)].reshape(n, s, s, grid.C);
        var confidences = rows[.., (cells * grid.C)..(cells * (grid.C + grid.B))].reshape(n, s, s, grid.B, 1);
        var boxes = rows[.., (cells * (grid.C + grid.B))..].reshape(n, s, s, grid.B, 4);
        return cat([cat([boxes, confidences], -1).flatten(-2), classes], -1);
    }

    /// <summary>[object, C one-hot, x, y, w, h] a cell, w and h of the image.</summary>
    public static Tensor FromTruth(float[] truth, int n, GridShape grid, BoxSizeEncoding sizes)
    {
        var cells = tensor(truth, [n, grid.S, grid.S, 5 + grid.C]);
        var target = zeros(n, grid.S, grid.S, grid.D);
        var size = cells[.., .., .., (3 + grid.C)..];
        target[.., .., .., ..2] = cells[.., .., .., (1 + grid.C)..(3 + grid.C)];
        target[.., .., .., 2..4] = sizes == BoxSizeEncoding.SquareRoot ? size.sqrt() : size;
        target[.., .., .., 4] = cells[.., .., .., 0];
        target[.., .., .., grid.Classes] = cells[.., .., .., 1..(1 + grid.C)];
        return target;
    }
}
