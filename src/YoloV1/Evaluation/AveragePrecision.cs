namespace YoloV1.Evaluation;

/// <summary>Average precision: one value for a curve of precision over recall.</summary>
/// <param name="recall">Rising, 0 to 1.</param>
/// <param name="precision">As long; it is overwritten.</param>
internal delegate double AveragePrecisionRule(ReadOnlySpan<double> recall, Span<double> precision);

/// <summary>The rules of average precision.</summary>
internal static class AveragePrecision
{
    /// <summary>The mean of the best precision at or beyond each of the recalls 0, 0.1, ..., 1 (Pascal VOC up to 2009).</summary>
    public static double ElevenPoints(ReadOnlySpan<double> recall, Span<double> precision) => MeanAt(11, 0.1, recall, precision);

    /// <summary>The mean of the best precision at or beyond each of the recalls 0, 0.01, ..., 1 (COCO).</summary>
    public static double HundredAndOnePoints(ReadOnlySpan<double> recall, Span<double> precision) => MeanAt(101, 0.01, recall, precision);

    /// <summary>The area below the curve, once its precision never rises with recall (Pascal VOC from 2010).</summary>
    public static double Area(ReadOnlySpan<double> recall, Span<double> precision)
    {
        NeverRise(precision);
        var (area, reached) = (0.0, 0.0);
        for (var i = 0; i < recall.Length; i++)
        {
            area += (recall[i] - reached) * precision[i];
            reached = recall[i];
        }
        return area;
    }

    private static double MeanAt(int points, double apart, ReadOnlySpan<double> recall, Span<double> precision)
    {
        NeverRise(precision);
        var (sum, first) = (0.0, 0);
        for (var point = 0; point < points; point++)
        {
            while (first < recall.Length && recall[first] < point * apart)
                first++;
            sum += first < recall.Length ? precision[first] : 0;
        }
        return sum / points;
    }

    private static void NeverRise(Span<double> precision)
    {
        for (var i = precision.Length - 2; i >= 0; i--)
            precision[i] = Math.Max(precision[i], precision[i + 1]);
    }
}
