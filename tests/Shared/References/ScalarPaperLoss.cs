namespace YoloV1.Tests;

/// <summary>The paper's loss, cell by cell and box by box, in the plainest code: what the vectorised one is compared with.</summary>
internal static class ScalarPaperLoss
{
    /// <summary>Half the weighted sum of squares over one image [S, S, D], square roots of sizes, IoU as the confidence to learn.</summary>
    public static double Of(double[] predictions, double[] target, GridShape grid)
    {
        var loss = 0.0;
        for (var cell = 0; cell < grid.CellCount; cell++)
        {
            var p = predictions.AsSpan(cell * grid.D, grid.D);
            var t = target.AsSpan(cell * grid.D, grid.D);
            var responsible = t[4] > 0 ? Responsible(p, t, grid) : -1;
            for (var b = 0; b < grid.B; b++)
            {
                var box = p.Slice(b * 5, 5);
                if (b != responsible)
                {
                    loss += 0.5 * box[4] * box[4];
                    continue;
                }
                for (var i = 0; i < 4; i++)
                    loss += 5 * Math.Pow(t[i] - box[i], 2);
                loss += Math.Pow(IoU(box, t, grid.S) - box[4], 2);
            }
            for (var c = grid.B * 5; c < grid.D && responsible >= 0; c++)
                loss += Math.Pow(t[c] - p[c], 2);
        }
        return loss / 2;
    }

    private static int Responsible(Span<double> p, Span<double> t, GridShape grid)
    {
        var (best, bestOverlap, bestDistance) = (0, 0.0, double.MaxValue);
        for (var b = 0; b < grid.B; b++)
        {
            var box = p.Slice(b * 5, 5);
            var (overlap, distance) = (IoU(box, t, grid.S), Distance(box, t, grid.S));
            if (overlap > bestOverlap || (bestOverlap == 0 && overlap == 0 && distance < bestDistance))
                (best, bestOverlap, bestDistance) = (b, overlap, distance);
        }
        return best;
    }

    private static double IoU(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int s)
    {
        var (aw, ah, bw, bh) = (a[2] * a[2], a[3] * a[3], b[2] * b[2], b[3] * b[3]);
        var width = Math.Min(a[0] / s + aw / 2, b[0] / s + bw / 2) - Math.Max(a[0] / s - aw / 2, b[0] / s - bw / 2);
        var height = Math.Min(a[1] / s + ah / 2, b[1] / s + bh / 2) - Math.Max(a[1] / s - ah / 2, b[1] / s - bh / 2);
        return width <= 0 || height <= 0 ? 0 : width * height / (aw * ah + bw * bh - width * height);
    }

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int s) => Math.Sqrt(
        Math.Pow((a[0] - b[0]) / s, 2) + Math.Pow((a[1] - b[1]) / s, 2) + Math.Pow(a[2] * a[2] - b[2] * b[2], 2)
            + Math.Pow(a[3] * a[3] - b[3] * b[3], 2));
}
