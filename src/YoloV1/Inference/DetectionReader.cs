using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using YoloV1.Geometry;
using YoloV1.Grid;

namespace YoloV1.Inference;

/// <summary>An image's prediction to its detections. Safe to use from many threads; keeps nothing from one call to the next.</summary>
/// <param name="decoder">Reads the grid.</param>
internal sealed class DetectionReader(GridDecoder decoder)
{
    /// <summary>[S, S, D] to detections, highest score first, boxes clipped to the image.</summary>
    public FoundInImage Read(ReadOnlySpan<float> prediction, DetectionThresholds thresholds)
    {
        var found = Find(prediction, thresholds);
        foreach (ref var detection in found.AsSpan())
            detection = detection with { Box = detection.Box.Clip() };
        return new(found, HighestScore(found, prediction));
    }

    /// <summary>[S, S, D] to the boxes and class of every cell, and to detections with their responsible cells.</summary>
    public GridPrediction Explain(ReadOnlySpan<float> prediction, DetectionThresholds thresholds)
    {
        var cells = decoder.DecodeCells(prediction);
        return new(decoder.Grid, cells, [.. Find(prediction, thresholds).Select(found => WithCell(found, cells))]);
    }

    private Detection[] Find(ReadOnlySpan<float> prediction, DetectionThresholds thresholds)
    {
        var candidates = new List<Detection>();
        decoder.Decode(prediction, LowestScore(thresholds), candidates);
        var ordered = CollectionsMarshal.AsSpan(candidates);
        return ordered[..Keep(ordered, thresholds)].ToArray();
    }

    // A detection that is not fused of several is the box of a cell, bit by bit, until it is clipped.
    private static GridDetection WithCell(Detection found, IReadOnlyList<GridCell> cells)
    {
        var (_, cell, box) = cells
            .SelectMany(cell => cell.Boxes.Index().Select(box => (box.Item.Box, Cell: cell, box.Index)))
            .MaxBy(place => place.Box == found.Box ? 1 : Math.Min(Iou.Of(place.Box, found.Box), float.BitDecrement(1)));
        return new(found with { Box = found.Box.Clip() }, cell.Row, cell.Column, box);
    }

    // Boxes below the threshold have a vote on those above it.
    private static float LowestScore(DetectionThresholds thresholds) =>
        thresholds.Suppression == Suppression.Fused ? FusedSuppression.VotingShare * thresholds.Score : thresholds.Score;

    private static int Keep(Span<Detection> candidates, DetectionThresholds thresholds) => thresholds.Suppression switch
    {
        Suppression.Soft => SoftSuppression.Keep(candidates, thresholds.Score, thresholds.Iou, thresholds.ClassAgnostic),
        Suppression.Fused => FusedSuppression.Keep(candidates, thresholds.Score, thresholds.Iou, thresholds.ClassAgnostic),
        _ => NonMaxSuppression.Keep(candidates, thresholds.Iou, thresholds.ClassAgnostic),
    };

    private float HighestScore(Detection[] found, ReadOnlySpan<float> prediction) =>
        !float.IsFinite(TensorPrimitives.Sum(prediction)) ? float.NaN
        : found.Length > 0 ? found[0].Score
        : decoder.HighestScore(prediction);
}

/// <summary>The detections of an image.</summary>
/// <param name="Detections">The best score first.</param>
/// <param name="HighestScore">
/// The best one's score or, where nothing was found, the best that was not enough; NaN where there are no scores.
/// </param>
internal readonly record struct FoundInImage(IReadOnlyList<Detection> Detections, float HighestScore);
