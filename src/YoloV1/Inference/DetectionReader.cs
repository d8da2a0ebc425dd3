using System.Runtime.InteropServices;
using YoloV1.Geometry;
using YoloV1.Grid;

namespace YoloV1.Inference;

/// <summary>An image's prediction to its detections. Safe to use from many threads; keeps nothing from one call to the next.</summary>
/// <param name="decoder">Reads the grid.</param>
internal sealed class DetectionReader(GridDecoder decoder)
{
    /// <summary>[S, S, D] to what was found, the best score first, boxes clipped to the image.</summary>
    public Detection[] Read(ReadOnlySpan<float> prediction, DetectionThresholds thresholds)
    {
        var candidates = new List<Detection>();
        decoder.Decode(prediction, LowestScore(thresholds), candidates);
        var ordered = CollectionsMarshal.AsSpan(candidates);
        var found = ordered[..Keep(ordered, thresholds)].ToArray();
        foreach (ref var detection in found.AsSpan())
            detection = detection with { Box = detection.Box.Clip() };
        return found;
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
}
