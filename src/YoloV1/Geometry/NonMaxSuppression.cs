using System.Buffers;

namespace YoloV1.Geometry;

/// <summary>Leaves one detection for each object: the most certain of those that overlap.</summary>
public static class NonMaxSuppression
{
    // A power of two; more classes than that share chains.
    private const int Chains = 128;
    private const int None = -1;

    /// <summary>
    /// Moves the detections that stay to the front, in descending order of score over all classes.
    /// A detection goes when one of its class that stays overlaps it by more than <paramref name="iouThreshold"/>.
    /// </summary>
    /// <remarks>
    /// Equal scores keep their order and a score that is not a number comes last. What lies behind the result is unspecified.
    /// </remarks>
    /// <param name="detections">Detections of one picture, in any order; rearranged.</param>
    /// <param name="iouThreshold">Intersection over union, 0 to 1, up to which two objects of a class may overlap.</param>
    /// <returns>How many stay: they are <c>detections[..count]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside 0 to 1.</exception>
    public static int Keep(Span<Detection> detections, float iouThreshold)
    {
        if (!(iouThreshold is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(iouThreshold), iouThreshold, $"An IoU threshold of {iouThreshold} is outside 0 to 1; 0.5 is usual.");
        SortByScore(detections);
        // Those that stay, chained by class: only a detection's own class is looked through.
        Span<int> newest = stackalloc int[Chains];
        newest.Fill(None);
        var older = ArrayPool<int>.Shared.Rent(detections.Length);
        var kept = 0;
        foreach (var candidate in detections)
        {
            ref var last = ref newest[candidate.ClassId & (Chains - 1)];
            if (IsCovered(candidate, detections, last, older, iouThreshold))
                continue;
            (older[kept], last) = (last, kept);
            detections[kept++] = candidate;
        }
        ArrayPool<int>.Shared.Return(older);
        return kept;
    }

    private static bool IsCovered(in Detection candidate, ReadOnlySpan<Detection> kept, int last, ReadOnlySpan<int> older, float iouThreshold)
    {
        for (; last != None; last = older[last])
        {
            ref readonly var better = ref kept[last];
            if (better.ClassId == candidate.ClassId && Iou.Of(better.Box, candidate.Box) > iouThreshold)
                return true;
        }
        return false;
    }

    private static void SortByScore(Span<Detection> detections)
    {
        var ranks = ArrayPool<ulong>.Shared.Rent(detections.Length);
        var unsorted = ArrayPool<Detection>.Shared.Rent(detections.Length);
        detections.CopyTo(unsorted);
        for (var i = 0; i < detections.Length; i++)
            ranks[i] = Rank(detections[i].Score, i);
        ranks.AsSpan(0, detections.Length).Sort();
        for (var i = 0; i < detections.Length; i++)
            detections[i] = unsorted[(uint)ranks[i]];
        ArrayPool<Detection>.Shared.Return(unsorted);
        ArrayPool<ulong>.Shared.Return(ranks);
    }

    // The score, falling, above the index, rising: sorting these numbers is a stable sort without a comparer.
    private static ulong Rank(float score, int index)
    {
        const uint Sign = 0x8000_0000;
        var number = float.IsNaN(score) ? float.NegativeInfinity : score + 0f;   // + 0 makes -0 equal to 0
        var bits = BitConverter.SingleToUInt32Bits(number);
        var rising = (bits & Sign) == 0 ? bits | Sign : ~bits;
        return (ulong)~rising << 32 | (uint)index;
    }
}
