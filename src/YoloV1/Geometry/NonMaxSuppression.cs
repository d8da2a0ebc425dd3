using YoloV1.Kernels;

namespace YoloV1.Geometry;

/// <summary>Keeps one detection per object: the most certain of overlapping ones.</summary>
public static class NonMaxSuppression
{
    /// <summary>
    /// Moves the detections that stay to the front, in descending order of score over all classes.
    /// A detection goes when one of its class that stays overlaps it by more than <paramref name="iouThreshold"/>.
    /// </summary>
    /// <remarks>
    /// Equal scores keep their order and a score that is not a number comes last. What lies behind the result is unspecified.
    /// </remarks>
    /// <param name="detections">Detections of one image, in any order; rearranged.</param>
    /// <param name="iouThreshold">Intersection over union, 0 to 1, up to which two objects of a class may overlap.</param>
    /// <param name="classAgnostic">Whether boxes of different classes suppress each other too, so that an object has one class.</param>
    /// <returns>How many stay: they are <c>detections[..count]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside 0 to 1.</exception>
    public static int Keep(Span<Detection> detections, float iouThreshold, bool classAgnostic = false)
    {
        ThrowUnlessIou(iouThreshold, nameof(iouThreshold));
        ScoreOrder.Sort(detections);
        using var boxes = new KeptBoxes(detections.Length);
        var kept = 0;
        foreach (var candidate in detections)
        {
            var compared = classAgnostic ? candidate with { ClassId = 0 } : candidate;
            if (boxes.AnyCovers(compared, iouThreshold))
                continue;
            boxes.Add(compared);
            detections[kept++] = candidate;
        }
        return kept;
    }

    /// <summary>The definition, equal to <see cref="Keep"/>: the best remaining box stays and removes those it overlaps.</summary>
    internal static List<Detection> ByDefinition(
        IEnumerable<Detection> detections, float iouThreshold, bool classAgnostic = false)
    {
        var (left, kept) = (detections.ToList(), new List<Detection>());
        while (left.Count > 0)
        {
            var best = left.MaxBy(detection => detection.Score);                     // of equals, the first
            kept.Add(best);
            left.Remove(best);
            left.RemoveAll(other => (classAgnostic || other.ClassId == best.ClassId) && Iou.Of(other.Box, best.Box) > iouThreshold);
        }
        return kept;
    }

    /// <summary>Refuses a threshold that is no intersection over union.</summary>
    internal static void ThrowUnlessIou(float iouThreshold, string name)
    {
        if (!(iouThreshold is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                name, iouThreshold, $"An IoU threshold of {iouThreshold} is outside 0 to 1; 0.5 is usual.");
    }
}
