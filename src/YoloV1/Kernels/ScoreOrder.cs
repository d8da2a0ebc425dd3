using System.Buffers;

namespace YoloV1.Kernels;

/// <summary>Detections in descending order of score; equal scores keep their order, and a score that is not a number comes last.</summary>
/// <remarks>
/// Used by non-maximum suppression, on every processor. The score and the index are sorted as one integer, without a comparer; what it
/// gained is measured together with <see cref="KeptBoxes"/>.
/// </remarks>
internal static class ScoreOrder
{
    /// <summary>The plain form: a stable sort by a key.</summary>
    public static class Plain
    {
        /// <summary>A sorted copy.</summary>
        public static IOrderedEnumerable<Detection> Sort(IEnumerable<Detection> detections) =>
            detections.OrderByDescending(detection => Sortable(detection.Score));
    }

    /// <summary>Sorts in place.</summary>
    public static void Sort(Span<Detection> detections)
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

    private static float Sortable(float score) => float.IsNaN(score) ? float.NegativeInfinity : score;

    // The score, falling, above the index, rising.
    private static ulong Rank(float score, int index)
    {
        const uint Sign = 0x8000_0000;
        var bits = BitConverter.SingleToUInt32Bits(Sortable(score) + 0f);            // + 0 makes -0 equal to 0
        var rising = (bits & Sign) == 0 ? bits | Sign : ~bits;
        return (ulong)~rising << 32 | (uint)index;
    }
}
