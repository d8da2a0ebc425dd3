namespace YoloV1.Grid;

/// <summary>Objects to the target that a loss compares with: the inverse of <see cref="GridDecoder"/>.</summary>
/// <param name="grid">S, B and C.</param>
/// <param name="sizes">The encoding of the w and h channels.</param>
public sealed class GridEncoder(GridShape grid, BoxSizeEncoding sizes)
{
    /// <summary>S, B and C.</summary>
    public GridShape Grid => grid;

    /// <summary>
    /// Writes one image's target [S, S, D]: in the cell of an object's centre x, y, w, h and 1 in the first box, and 1 for its class;
    /// zeros elsewhere. The first object of a cell has it (Darknet's rule), so shuffle them between epochs.
    /// </summary>
    /// <param name="objects">The objects; a centre outside the image counts as on its edge.</param>
    /// <param name="target">S * S * D values, overwritten.</param>
    /// <returns>How many objects were left out because their cell was taken.</returns>
    /// <exception cref="ArgumentException">The target has another length, or a class is outside 0..C - 1.</exception>
    public int Encode(IReadOnlyList<LabeledBox> objects, Span<float> target)
    {
        if (target.Length != grid.Length)
            throw new ArgumentException($"The target has {target.Length} values; the grid {grid} takes {grid.Length}.", nameof(target));

        target.Clear();
        var lost = 0;
        foreach (var (box, classId, _, _) in objects)
        {
            if (classId < 0 || classId >= grid.C)
                throw new ArgumentException($"Class {classId} is outside 0..{grid.C - 1}.", nameof(objects));

            var (column, row) = (CellOf(box.CenterX, grid.S), CellOf(box.CenterY, grid.S));
            var cell = target.Slice((row * grid.S + column) * grid.D, grid.D);
            if (cell[4] != 0)
            {
                lost++;
                continue;
            }
            cell[0] = box.CenterX * grid.S - column;
            cell[1] = box.CenterY * grid.S - row;
            cell[2] = BoxSizes.Encode(box.Width, sizes);
            cell[3] = BoxSizes.Encode(box.Height, sizes);
            cell[4] = 1;
            cell[grid.Classes.Start.Value + classId] = 1;
        }
        return lost;
    }

    /// <summary>
    /// The row or column, of <paramref name="s"/>, that a centre lies in; one on the right or lower edge belongs to the last.
    /// </summary>
    internal static int CellOf(float center, int s) => Math.Clamp((int)(center * s), 0, s - 1);
}
