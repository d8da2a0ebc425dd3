namespace YoloV1.Evaluation;

/// <summary>One number for a curve of precision over recall. Recalls rise; the lists are of equal length.</summary>
internal static class AveragePrecision
{
    /// <summary>The mean of the best precision at or beyond each of the recalls 0, 0.1, ..., 1 (Pascal VOC up to 2009).</summary>
    public static double ElevenPoints(IReadOnlyList<double> recall, IReadOnlyList<double> precision)
    {
        var envelope = Envelope(precision);
        var (sum, first) = (0.0, 0);
        for (var step = 0; step <= 10; step++)
        {
            while (first < recall.Count && recall[first] < step * 0.1)
                first++;
            sum += first < recall.Count ? envelope[first] / 11 : 0;
        }
        return sum;
    }

    /// <summary>The area below the curve, once its precision never rises with recall (Pascal VOC from 2010).</summary>
    public static double Area(IReadOnlyList<double> recall, IReadOnlyList<double> precision)
    {
        var envelope = Envelope(precision);
        var (area, reached) = (0.0, 0.0);
        for (var i = 0; i < recall.Count; i++)
        {
            area += (recall[i] - reached) * envelope[i];
            reached = recall[i];
        }
        return area;
    }

    private static double[] Envelope(IReadOnlyList<double> precision)
    {
        var envelope = precision.ToArray();
        for (var i = envelope.Length - 2; i >= 0; i--)
            envelope[i] = Math.Max(envelope[i], envelope[i + 1]);
        return envelope;
    }
}
