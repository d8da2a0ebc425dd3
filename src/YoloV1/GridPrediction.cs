using YoloV1.Files;
using static System.FormattableString;

namespace YoloV1;

/// <summary>All that the network says of an image, cell by cell, and the detections that are made of it.</summary>
/// <param name="Grid">S, B and C.</param>
/// <param name="Cells">The S * S cells, row by row.</param>
/// <param name="Detections">What suppression leaves, the best score first, each with the cell that answers for it.</param>
public sealed record GridPrediction(GridShape Grid, IReadOnlyList<GridCell> Cells, IReadOnlyList<GridDetection> Detections)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Grid}: {Printable.Count(Detections.Count, "detection")}";
}

/// <summary>What one cell says: its B boxes, and the likeliest class of an object whose centre lies in it.</summary>
/// <param name="Row">The cell's row from the top, from 0.</param>
/// <param name="Column">The cell's column from the left, from 0.</param>
/// <param name="Boxes">The B boxes; they may reach beyond the cell and the image.</param>
/// <param name="ClassId">The class with the highest probability.</param>
/// <param name="Probability">Its probability, Pr(class | object). The network's output is linear: it may lie outside 0 to 1.</param>
public sealed record GridCell(int Row, int Column, IReadOnlyList<GridBox> Boxes, int ClassId, float Probability)
{
    /// <inheritdoc/>
    public override string ToString() => Invariant($"cell ({Column}, {Row}): class {ClassId}, probability {Probability:0.####}");
}

/// <summary>One box of a cell.</summary>
/// <param name="Box">Where it is, as fractions of the image.</param>
/// <param name="Confidence">Pr(object) * IoU; it may lie outside 0 to 1.</param>
public readonly record struct GridBox(Box Box, float Confidence);

/// <summary>A detection and the cell that answers for it.</summary>
/// <param name="Detection">The detection, clipped to the image.</param>
/// <param name="Row">The cell's row from the top, from 0.</param>
/// <param name="Column">The cell's column from the left, from 0.</param>
/// <param name="BoxIndex">Which of the cell's boxes it is, from 0.</param>
public readonly record struct GridDetection(Detection Detection, int Row, int Column, int BoxIndex);
