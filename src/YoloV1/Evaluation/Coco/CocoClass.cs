namespace YoloV1.Evaluation;

/// <summary>The detections of one class, judged by the rules of COCO.</summary>
internal sealed class CocoClass
{
    /// <summary>What counts towards each of the six recall metrics: a range of sizes, and the best detections of an image.</summary>
    private static readonly (int Area, int Best)[] RecallRules = [(0, 1), (0, 10), (0, CocoMatcher.MaxDetections),
        (1, CocoMatcher.MaxDetections), (2, CocoMatcher.MaxDetections), (3, CocoMatcher.MaxDetections)];

    private readonly int[] _ranks;
    private readonly JudgedClass[] _whole;

    /// <param name="whole">All detections of the class, for each range of sizes.</param>
    /// <param name="ranks">The rank of each detection within its class and image, from 0.</param>
    public CocoClass(JudgedClass[] whole, int[] ranks)
    {
        (_whole, _ranks) = (whole, ranks);
        ByArea = [.. whole.Select(judged => judged.WithoutPassedOver())];
    }

    /// <summary>For each of <see cref="AreaRange.All"/>, the detections that count at any threshold.</summary>
    public JudgedClass[] ByArea { get; }

    /// <summary>Average recall by one of the six rules; null when there is nothing to find.</summary>
    public double? Recall(int rule)
    {
        var (area, best) = RecallRules[rule];
        var judged = _whole[area];
        if (judged.Countable == 0)
            return null;
        return Enumerable.Range(0, judged.Verdicts.Length).Average(threshold => (double)Found(threshold) / judged.Countable);

        int Found(int threshold) =>
            judged.Steps[threshold].Count(step => judged.Verdicts[threshold][step] == Verdict.Right && _ranks[step] < best);
    }
}
