using System.Buffers;

namespace YoloV1.Geometry;

/// <summary>
/// Leaves one detection for each object, as <see cref="NonMaxSuppression"/> does, and takes its box from all that agree on it: the box
/// voting of Gidaris and Komodakis (2015). Suppressed boxes know more about the edges than the best box alone.
/// </summary>
public static class FusedSuppression
{
    /// <summary>The fraction of a kept detection's score over which others have a vote on its box.</summary>
    public const float VotingShare = DetectionThresholds.VotingShare;

    /// <summary>
    /// Moves the kept detections to the front, in descending order of score over all classes: those that
    /// <see cref="NonMaxSuppression.Keep"/> leaves, with their scores. The box of each is the mean of all boxes of its class that overlap
    /// it by more than <paramref name="iouThreshold"/> and have a score over <see cref="VotingShare"/> of its own, weighted by score.
    /// </summary>
    /// <remarks>
    /// A higher threshold of the score drops detections and changes none, if all candidates with a score over <see cref="VotingShare"/>
    /// of it are there.
    /// </remarks>
    /// <param name="detections">Detections of one image, in any order; rearranged. What lies behind the result is unspecified.</param>
    /// <param name="scoreThreshold">A detection stays if its score is higher than this; the others only vote.</param>
    /// <param name="iouThreshold">Intersection over union, 0 to 1, up to which two objects of a class may overlap.</param>
    /// <param name="classAgnostic">Whether boxes of different classes suppress each other, and vote for each other, too.</param>
    /// <returns>How many stay: they are <c>detections[..count]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The IoU threshold is outside 0 to 1.</exception>
    public static int Keep(Span<Detection> detections, float scoreThreshold, float iouThreshold, bool classAgnostic = false)
    {
        var pool = ArrayPool<Detection>.Shared.Rent(detections.Length);
        try
        {
            var voters = pool.AsSpan(0, detections.Length);
            detections.CopyTo(voters);
            var certain = MoveToFront(detections, scoreThreshold);
            var kept = NonMaxSuppression.Keep(detections[..certain], iouThreshold, classAgnostic);
            foreach (ref var detection in detections[..kept])
                detection = detection with { Box = MeanBox(detection, voters, iouThreshold, classAgnostic) };
            return kept;
        }
        finally
        {
            ArrayPool<Detection>.Shared.Return(pool);
        }
    }

    private static int MoveToFront(Span<Detection> detections, float scoreThreshold)
    {
        var count = 0;
        foreach (var detection in detections)
        {
            if (detection.Score > scoreThreshold)
                detections[count++] = detection;
        }
        return count;
    }

    private static Box MeanBox(in Detection kept, ReadOnlySpan<Detection> voters, float iouThreshold, bool classAgnostic)
    {
        var least = VotingShare * kept.Score;
        var (x, y, width, height, weight) = (0f, 0f, 0f, 0f, 0f);
        foreach (ref readonly var voter in voters)
        {
            if (!(voter.Score > least)
                || (!classAgnostic && voter.ClassId != kept.ClassId)
                || !(Iou.Of(voter.Box, kept.Box) > iouThreshold))
                continue;
            x += voter.Score * voter.Box.CenterX;
            y += voter.Score * voter.Box.CenterY;
            width += voter.Score * voter.Box.Width;
            height += voter.Score * voter.Box.Height;
            weight += voter.Score;
        }
        // A box without an area overlaps nothing, not even itself.
        return weight > 0 ? new(x / weight, y / weight, width / weight, height / weight) : kept.Box;
    }
}
