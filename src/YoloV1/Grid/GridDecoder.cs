using System.Numerics.Tensors;

namespace YoloV1.Grid;

/// <summary>A prediction to candidate detections: the inverse of <see cref="GridEncoder"/>.</summary>
/// <param name="grid">S, B and C.</param>
/// <param name="sizes">The encoding of the w and h channels.</param>
public sealed class GridDecoder(GridShape grid, BoxSizeEncoding sizes)
{
    /// <summary>S, B and C.</summary>
    public GridShape Grid => grid;

    /// <summary>
    /// Adds a candidate for every pair of box and class whose score, confidence times class probability (the paper's equation 1),
    /// is over the threshold. Up to S * S * B * C of them; overlapping ones are left to non-maximum suppression.
    /// </summary>
    /// <param name="prediction">One image's prediction [S, S, D].</param>
    /// <param name="scoreThreshold">Candidates have a higher score than this.</param>
    /// <param name="candidates">Gets the candidates, cell by cell, box by box, class by class.</param>
    /// <exception cref="ArgumentException">The prediction has another length.</exception>
    public void Decode(ReadOnlySpan<float> prediction, float scoreThreshold, ICollection<Detection> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ThrowIfNotOfGrid(prediction);
        for (var index = 0; index < grid.CellCount; index++)
        {
            var cell = prediction.Slice(index * grid.D, grid.D);
            var classScores = cell[grid.Classes];
            for (var b = 0; b < grid.B; b++)
            {
                var channels = cell.Slice(b * GridShape.BoxChannels, GridShape.BoxChannels);
                var box = BoxAt(index, channels);
                for (var classId = 0; classId < classScores.Length; classId++)
                {
                    var score = channels[4] * classScores[classId];
                    if (score > scoreThreshold)
                        candidates.Add(new Detection(box, classId, score));
                }
            }
        }
    }

    /// <summary>Every cell's boxes and its likeliest class, whatever their scores.</summary>
    /// <param name="prediction">One image's prediction [S, S, D].</param>
    /// <returns>The S * S cells, row by row.</returns>
    /// <exception cref="ArgumentException">The prediction has another length.</exception>
    public IReadOnlyList<GridCell> DecodeCells(ReadOnlySpan<float> prediction)
    {
        ThrowIfNotOfGrid(prediction);
        var cells = new GridCell[grid.CellCount];
        for (var index = 0; index < cells.Length; index++)
            cells[index] = CellAt(index, prediction.Slice(index * grid.D, grid.D));
        return cells;
    }

    /// <summary>The highest score of all pairs of box and class; 0 where none is above.</summary>
    /// <param name="prediction">One image's prediction [S, S, D].</param>
    /// <exception cref="ArgumentException">The prediction has another length.</exception>
    public float HighestScore(ReadOnlySpan<float> prediction)
    {
        ThrowIfNotOfGrid(prediction);
        var highest = 0f;
        for (var index = 0; index < grid.CellCount; index++)
        {
            var cell = prediction.Slice(index * grid.D, grid.D);
            foreach (var classScore in cell[grid.Classes])
                for (var b = 0; b < grid.B; b++)
                    if (cell[b * GridShape.BoxChannels + 4] * classScore is var score && score > highest)
                        highest = score;
        }
        return highest;
    }

    private void ThrowIfNotOfGrid(ReadOnlySpan<float> prediction)
    {
        if (prediction.Length != grid.Length)
            throw new ArgumentException(
                $"The prediction has {prediction.Length} values; the grid {grid} gives {grid.Length}.", nameof(prediction));
    }

    private GridCell CellAt(int index, ReadOnlySpan<float> cell)
    {
        var boxes = new GridBox[grid.B];
        for (var b = 0; b < grid.B; b++)
        {
            var channels = cell.Slice(b * GridShape.BoxChannels, GridShape.BoxChannels);
            boxes[b] = new GridBox(BoxAt(index, channels), channels[4]);
        }
        var probabilities = cell[grid.Classes];
        var classId = TensorPrimitives.IndexOfMax(probabilities);
        return new GridCell(index / grid.S, index % grid.S, boxes, classId, probabilities[classId]);
    }

    private Box BoxAt(int cell, ReadOnlySpan<float> channels)
    {
        var (row, column) = Math.DivRem(cell, grid.S);
        return new Box(
            (channels[0] + column) / grid.S,
            (channels[1] + row) / grid.S,
            BoxSizes.Decode(channels[2], sizes),
            BoxSizes.Decode(channels[3], sizes));
    }
}
