namespace YoloV1.Evaluation;

/// <summary>Judges the detections of one class, in the order in which they are handed over.</summary>
internal sealed class VocMatcher
{
    private readonly Dictionary<string, Truth[]> _truths;
    private readonly double _iouThreshold;
    private readonly bool _strictlyOver;

    public VocMatcher(IEnumerable<TruthBox> truths, double iouThreshold, bool strictlyOver)
    {
        _truths = truths.GroupBy(truth => truth.Image, StringComparer.Ordinal)
            .ToDictionary(image => image.Key, image => image.Select(truth => new Truth(truth)).ToArray(), StringComparer.Ordinal);
        (_iouThreshold, _strictlyOver) = (iouThreshold, strictlyOver);
        Countable = _truths.Values.Sum(image => image.Count(truth => !truth.Box.Difficult));
    }

    /// <summary>Objects to find: those that are not difficult.</summary>
    public int Countable { get; }

    public Verdict Judge(ScoredBox detection)
    {
        var (nearest, iou) = Nearest(detection);
        if (nearest is null || !IsEnough(iou))
            return Verdict.Wrong;
        if (nearest.Box.Difficult)
            return Verdict.PassedOver;
        if (nearest.IsTaken)
            return Verdict.Wrong;
        nearest.IsTaken = true;
        return Verdict.Right;
    }

    private (Truth? Truth, double Iou) Nearest(ScoredBox detection)
    {
        (Truth? Truth, double Iou) nearest = (null, double.NegativeInfinity);
        foreach (var truth in _truths.GetValueOrDefault(detection.Image, []))
        {
            var iou = detection.Box.Iou(truth.Box.Box);
            if (iou > nearest.Iou)   // of equals, the first
                nearest = (truth, iou);
        }
        return nearest;
    }

    private bool IsEnough(double iou) => _strictlyOver ? iou > _iouThreshold : iou >= _iouThreshold;

    private sealed class Truth(TruthBox box)
    {
        public TruthBox Box { get; } = box;

        public bool IsTaken { get; set; }
    }
}
