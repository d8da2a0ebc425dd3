namespace YoloV1.Evaluation;

/// <summary>Judges the detections of one class by the rules of VOC.</summary>
internal sealed class VocMatcher(VocMetric rules, MeasuredSet set)
{
    /// <summary>The detections by descending score, equal ones in the order given, and what they count as.</summary>
    /// <param name="truths">Places of the class's truths in the set.</param>
    /// <param name="detections">Places of the class's detections in the set.</param>
    public JudgedClass Judge(int[] truths, int[] detections)
    {
        var ordered = detections.OrderByDescending(i => set.Detections[i].Score).ToArray();   // a stable sort
        var truthsOf = truths.GroupBy(i => set.TruthImages[i]).ToDictionary(image => image.Key, image => image.ToArray());
        var taken = new HashSet<int>();
        var verdicts = new Verdict[ordered.Length];
        for (var i = 0; i < ordered.Length; i++)
            verdicts[i] = Judge(ordered[i], truthsOf.GetValueOrDefault(set.DetectionImages[ordered[i]], []), taken);
        return new(
            [.. ordered.Select(i => set.DetectionImages[i])],
            [.. ordered.Select(i => set.Detections[i].Score)],
            [verdicts],
            [.. truths.Where(i => !set.Truths[i].Difficult).Select(i => set.TruthImages[i])]);
    }

    private Verdict Judge(int detection, int[] truths, HashSet<int> taken)
    {
        var (nearest, best) = (-1, double.NegativeInfinity);
        foreach (var truth in truths)
        {
            var iou = set.Detections[detection].Box.VocIou(set.Truths[truth].Box, rules.InclusiveBoxes);
            if (iou > best)   // of equals, the first
                (nearest, best) = (truth, iou);
        }
        if (nearest < 0 || !(rules.StrictlyOver ? best > rules.IouThreshold : best >= rules.IouThreshold))
            return Verdict.Wrong;
        if (set.Truths[nearest].Difficult)
            return Verdict.PassedOver;
        return taken.Add(nearest) ? Verdict.Right : Verdict.Wrong;
    }
}
