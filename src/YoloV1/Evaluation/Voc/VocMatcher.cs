namespace YoloV1.Evaluation;

/// <summary>Judges the detections of one class by the rules of VOC.</summary>
internal sealed class VocMatcher(VocMetric rules, MeasuredSet set)
{
    /// <summary>The detections by descending score, equal ones in the order given, with their verdicts.</summary>
    /// <param name="truths">Indices of the class's truths in the set.</param>
    /// <param name="detections">Indices of the class's detections in the set.</param>
    public JudgedClass Judge(int[] truths, int[] detections)
    {
        var matches = Match(truths, detections);
        return new(
            Array.ConvertAll(matches, match => set.DetectionImages[match.Detection]),
            Array.ConvertAll(matches, match => set.Detections[match.Detection].Score),
            [Array.ConvertAll(matches, match => match.Verdict)],
            [.. truths.Where(i => !set.Truths[i].Difficult).Select(i => set.TruthImages[i])]);
    }

    /// <summary>The same, each with the object that it answers for; -1 where there is none of its class, or too far off.</summary>
    public VocMatch[] Match(int[] truths, int[] detections)
    {
        var ordered = detections.OrderByDescending(i => set.Detections[i].Score).ToArray();   // a stable sort
        var truthsOf = truths.GroupBy(i => set.TruthImages[i]).ToDictionary(image => image.Key, image => image.ToArray());
        var taken = new HashSet<int>();
        return Array.ConvertAll(ordered, i => Match(i, truthsOf.GetValueOrDefault(set.DetectionImages[i], []), taken));
    }

    private VocMatch Match(int detection, int[] truths, HashSet<int> taken)
    {
        var (nearest, best) = (-1, double.NegativeInfinity);
        foreach (var truth in truths)
        {
            var iou = set.Detections[detection].Box.VocIou(set.Truths[truth].Box, rules.InclusiveBoxes);
            if (iou > best)   // of equals, the first
                (nearest, best) = (truth, iou);
        }
        if (nearest < 0 || !rules.IsEnough(best))
            return new(detection, -1, Verdict.Wrong);
        if (set.Truths[nearest].Difficult)
            return new(detection, nearest, Verdict.PassedOver);
        return new(detection, nearest, taken.Add(nearest) ? Verdict.Right : Verdict.Wrong);
    }
}
