namespace YoloV1.Evaluation;

/// <summary>Average precision of a class over images that count once, or as often as they were drawn. For one thread.</summary>
internal sealed class PrecisionMeter(AveragePrecisionRule rule)
{
    private int[] _upTo = [];
    private double[] _recall = [];
    private double[] _precision = [];

    /// <summary>Average precision at each threshold, 0 to 1.</summary>
    /// <param name="judged">The class.</param>
    /// <param name="times">How often each image counts; empty for once each.</param>
    /// <param name="perThreshold">Receives a value for each threshold.</param>
    /// <returns>false when there is nothing to find.</returns>
    public bool Measure(JudgedClass judged, ReadOnlySpan<int> times, Span<double> perThreshold)
    {
        var countable = Sum(judged.TruthImages, times);
        if (countable == 0)
            return false;
        CountUp(judged.Images, times);
        for (var t = 0; t < perThreshold.Length; t++)
            perThreshold[t] = Measure(judged.Steps[t], judged.Verdicts[t], countable);
        return true;
    }

    private double Measure(int[] steps, Verdict[] verdicts, int countable)
    {
        if (_recall.Length < steps.Length)
            (_recall, _precision) = (new double[steps.Length], new double[steps.Length]);
        var (points, right, passedOver) = (0, 0, 0);
        foreach (var step in steps)
        {
            var often = _upTo[step + 1] - _upTo[step];
            if (verdicts[step] == Verdict.PassedOver)
            {
                passedOver += often;
                continue;
            }
            right += often;
            if (often == 0)
                continue;
            _recall[points] = (double)right / countable;
            _precision[points++] = (double)right / (_upTo[step + 1] - passedOver);
        }
        return rule(_recall.AsSpan(0, points), _precision.AsSpan(0, points));
    }

    private void CountUp(int[] images, ReadOnlySpan<int> times)
    {
        if (_upTo.Length <= images.Length)
            _upTo = new int[images.Length + 1];
        for (var i = 0; i < images.Length; i++)
            _upTo[i + 1] = _upTo[i] + (times.IsEmpty ? 1 : times[images[i]]);
    }

    private static int Sum(int[] images, ReadOnlySpan<int> times)
    {
        if (times.IsEmpty)
            return images.Length;
        var sum = 0;
        foreach (var image in images)
            sum += times[image];
        return sum;
    }
}
