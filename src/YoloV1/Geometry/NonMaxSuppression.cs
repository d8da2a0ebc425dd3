using System.Buffers;
using System.Runtime.Intrinsics;

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
    /// <param name="detections">Detections of one image, in any order; rearranged.</param>
    /// <param name="iouThreshold">Intersection over union, 0 to 1, up to which two objects of a class may overlap.</param>
    /// <returns>How many stay: they are <c>detections[..count]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside 0 to 1.</exception>
    public static int Keep(Span<Detection> detections, float iouThreshold)
    {
        if (!(iouThreshold is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(iouThreshold), iouThreshold, $"An IoU threshold of {iouThreshold} is outside 0 to 1; 0.5 is usual.");
        SortByScore(detections);
        // Those that stay, eight of a chain side by side: only a detection's own class is looked through.
        Span<int> newest = stackalloc int[Chains];
        newest.Fill(None);
        var eights = ArrayPool<EightBoxes>.Shared.Rent(Math.Min(detections.Length, Chains + detections.Length / EightBoxes.Count));
        var (kept, begun) = (0, 0);
        foreach (var candidate in detections)
        {
            ref var last = ref newest[candidate.ClassId & (Chains - 1)];
            if (IsCovered(candidate, eights, last, iouThreshold))
                continue;
            if (last == None || eights[last].IsFull)
            {
                eights[begun] = new EightBoxes(older: last);
                last = begun++;
            }
            eights[last].Add(candidate);
            detections[kept++] = candidate;
        }
        ArrayPool<EightBoxes>.Shared.Return(eights);
        return kept;
    }

    private static bool IsCovered(in Detection candidate, ReadOnlySpan<EightBoxes> eights, int last, float iouThreshold)
    {
        for (; last != None; last = eights[last].Older)
        {
            if (eights[last].AnyCovers(candidate, iouThreshold))
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

    /// <summary>Up to eight boxes that stay, and where their chain goes on.</summary>
    private struct EightBoxes(int older)
    {
        // A place that is still free reaches from infinity back to its opposite: it overlaps nothing.
        private Vector256<float> _left = Vector256.Create(float.PositiveInfinity);
        private Vector256<float> _top = Vector256.Create(float.PositiveInfinity);
        private Vector256<float> _right = Vector256.Create(float.NegativeInfinity);
        private Vector256<float> _bottom = Vector256.Create(float.NegativeInfinity);
        private Vector256<float> _area;
        private Vector256<int> _classId;
        private int _count;

        public static int Count => Vector256<float>.Count;

        public readonly int Older => older;

        public readonly bool IsFull => _count == Count;

        public void Add(in Detection detection)
        {
            var box = detection.Box;
            _left = _left.WithElement(_count, box.Left);
            _top = _top.WithElement(_count, box.Top);
            _right = _right.WithElement(_count, box.Right);
            _bottom = _bottom.WithElement(_count, box.Bottom);
            _area = _area.WithElement(_count, box.Area);
            _classId = _classId.WithElement(_count++, detection.ClassId);
        }

        /// <summary>Whether <see cref="Iou.Of"/> of the detection and one of its class is over the threshold.</summary>
        public readonly bool AnyCovers(in Detection detection, float iouThreshold)
        {
            var box = detection.Box;
            var width = Vector256.Min(_right, Vector256.Create(box.Right)) - Vector256.Max(_left, Vector256.Create(box.Left));
            var height = Vector256.Min(_bottom, Vector256.Create(box.Bottom)) - Vector256.Max(_top, Vector256.Create(box.Top));
            var intersection = width * height;
            var union = _area + Vector256.Create(box.Area) - intersection;
            var covers = Vector256.GreaterThan(width, Vector256<float>.Zero)
                & Vector256.GreaterThan(height, Vector256<float>.Zero)
                & Vector256.GreaterThan(union, Vector256<float>.Zero)
                & Vector256.GreaterThan(intersection / union, Vector256.Create(iouThreshold))
                & Vector256.Equals(_classId, Vector256.Create(detection.ClassId)).AsSingle();
            return covers.ExtractMostSignificantBits() != 0;
        }
    }
}
