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
        decoder.Decode(prediction, thresholds.Score, candidates);
        var ordered = CollectionsMarshal.AsSpan(candidates);
        var found = ordered[..NonMaxSuppression.Keep(ordered, thresholds.Iou, thresholds.ClassAgnostic)].ToArray();
        foreach (ref var detection in found.AsSpan())
            detection = detection with { Box = detection.Box.Clip() };
        return found;
    }
}
