using YoloV1.Kernels;

namespace YoloV1.Geometry;

/// <summary>
/// Lowers the scores of detections that overlap a better one, and drops none for that: Soft-NMS with the Gaussian of Bodla et al. (2017).
/// </summary>
public static class SoftSuppression
{
    /// <summary>
    /// Moves the detections that stay to the front, in descending order of their new scores. The best that is left stays as it is;
    /// it multiplies the score of every other of its class by <c>exp(-(IoU / width)^2)</c>.
    /// </summary>
    /// <param name="detections">Detections of one image, in any order; rearranged. What lies behind the result is unspecified.</param>
    /// <param name="scoreThreshold">A detection stays while its score is higher than this.</param>
    /// <param name="width">Intersection over union, 0 to 1, at which a score falls to 0.37 of its value.</param>
    /// <param name="classAgnostic">Whether boxes of different classes lower each other's scores too.</param>
    /// <returns>How many stay: they are <c>detections[..count]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is outside 0 to 1.</exception>
    public static int Keep(Span<Detection> detections, float scoreThreshold, float width, bool classAgnostic = false)
    {
        NonMaxSuppression.ThrowUnlessIou(width, nameof(width));
        ScoreOrder.Sort(detections);
        for (var kept = 0; kept < detections.Length; kept++)
        {
            var best = TakeBest(detections[kept..]);
            if (!(best.Score > scoreThreshold))
                return kept;
            foreach (ref var other in detections[(kept + 1)..])
            {
                if (classAgnostic || other.ClassId == best.ClassId)
                    other = other with { Score = other.Score * Factor(Iou.Of(best.Box, other.Box), width) };
            }
        }
        return detections.Length;
    }

    // Of equals the first; the others keep their order.
    private static Detection TakeBest(Span<Detection> left)
    {
        var first = 0;
        for (var i = 1; i < left.Length; i++)
        {
            if (left[i].Score > left[first].Score)
                first = i;
        }
        var best = left[first];
        left[..first].CopyTo(left[1..]);
        return left[0] = best;
    }

    private static float Factor(float iou, float width) => iou == 0 ? 1 : MathF.Exp(-(iou / width) * (iou / width));
}
