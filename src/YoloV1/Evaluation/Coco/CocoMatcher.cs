namespace YoloV1.Evaluation;

/// <summary>Judges the detections of one class by the rules of COCO.</summary>
internal sealed class CocoMatcher
{
    /// <summary>The detections of a class that count on an image.</summary>
    public const int MaxDetections = 100;

    /// <summary>0.5, 0.55, ..., 0.95: the very doubles that COCO's program compares with.</summary>
    public static readonly double[] IouThresholds = [.. Enumerable.Range(0, 10).Select(i => i == 9 ? 0.95 : i * ((0.95 - 0.5) / 9) + 0.5)];

    private readonly MeasuredSet _set;
    private readonly int[] _truths;
    private readonly Dictionary<int, int[]> _truthsOf;
    private readonly int[] _detections;
    private readonly int[] _ranks;
    private readonly Verdict[][][] _verdicts;   // [range of sizes][threshold][detection]

    private CocoMatcher(MeasuredSet set, int[] truths, int[] detections)
    {
        (_set, _truths) = (set, truths);
        _truthsOf = truths.GroupBy(i => set.TruthImages[i]).ToDictionary(image => image.Key, image => image.ToArray());
        (_detections, _ranks) = TakeBest(set, detections);
        _verdicts = [.. AreaRange.All.Select(_ => IouThresholds.Select(_ => new Verdict[_detections.Length]).ToArray())];
    }

    /// <summary>Judges all classes of a set.</summary>
    public static CocoClass[] Judge(MeasuredSet set)
    {
        var (truths, detections) = (set.TruthsByClass(), set.DetectionsByClass());
        var classes = new CocoClass[set.Classes.Count];
        Parallel.For(0, classes.Length, id => classes[id] = new CocoMatcher(set, truths[id], detections[id]).Judge());
        return classes;
    }

    private CocoClass Judge()
    {
        for (int from = 0, to; from < _detections.Length; from = to)
        {
            for (to = from + 1; to < _detections.Length && _ranks[to] > 0;)
                to++;
            JudgeImage(from, to);
        }
        var order = Enumerable.Range(0, _detections.Length).OrderByDescending(place => _set.Detections[_detections[place]].Score)
            .ToArray();   // a stable sort
        int[] images = [.. order.Select(place => _set.DetectionImages[_detections[place]])];
        double[] scores = [.. order.Select(place => _set.Detections[_detections[place]].Score)];
        return new(
            [.. AreaRange.All.Select((range, area) => new JudgedClass(
                images,
                scores,
                [.. _verdicts[area].Select(row => Array.ConvertAll(order, place => row[place]))],
                [.. _truths.Where(i => Counts(i, range)).Select(i => _set.TruthImages[i])]))],
            [.. order.Select(place => _ranks[place])]);
    }

    private void JudgeImage(int from, int to)
    {
        var truths = _truthsOf.GetValueOrDefault(_set.DetectionImages[_detections[from]], []);
        var ious = Ious(from, to, truths);
        var taken = new bool[truths.Length];
        for (var area = 0; area < AreaRange.All.Length; area++)
        {
            var range = AreaRange.All[area];
            var counts = Array.ConvertAll(truths, i => Counts(i, range));
            for (var t = 0; t < IouThresholds.Length; t++)
            {
                Array.Clear(taken);
                for (var place = from; place < to; place++)
                {
                    var row = ious.AsSpan((place - from) * truths.Length, truths.Length);
                    var got = Best(row, truths, counts, taken, IouThresholds[t]);
                    _verdicts[area][t][place] = got < 0
                        ? range.Holds(BoxOf(place).CocoArea) ? Verdict.Wrong : Verdict.PassedOver
                        : counts[got] ? Verdict.Right : Verdict.PassedOver;
                    if (got >= 0)
                        taken[got] = true;
                }
            }
        }
    }

    /// <summary>
    /// The unmatched truth with the largest overlap at or above the threshold, the last of equal ones; -1 for none. Truths that count come
    /// first.
    /// </summary>
    private int Best(ReadOnlySpan<double> ious, int[] truths, bool[] counts, bool[] taken, double threshold)
    {
        var counting = Best(ious, truths, counts, taken, threshold, thatCount: true);
        return counting >= 0 ? counting : Best(ious, truths, counts, taken, threshold, thatCount: false);
    }

    private int Best(ReadOnlySpan<double> ious, int[] truths, bool[] counts, bool[] taken, double threshold, bool thatCount)
    {
        var best = -1;
        for (var i = 0; i < ious.Length; i++)
        {
            if (ious[i] < threshold || counts[i] != thatCount || (taken[i] && !_set.Truths[truths[i]].Crowd))   // a crowd is never used up
                continue;
            (best, threshold) = (i, ious[i]);
        }
        return best;
    }

    private double[] Ious(int from, int to, int[] truths)
    {
        var ious = new double[(to - from) * truths.Length];
        for (int place = from, i = 0; place < to; place++)
            foreach (var truth in truths)
                ious[i++] = BoxOf(place).CocoIou(_set.Truths[truth].Box, _set.Truths[truth].Crowd);
        return ious;
    }

    private bool Counts(int truth, AreaRange range)
    {
        var there = _set.Truths[truth];
        return !there.Crowd && range.Holds(there.Area ?? there.Box.CocoArea);
    }

    private PixelBox BoxOf(int place) => _set.Detections[_detections[place]].Box;

    /// <summary>The best of each image, image by image and by descending score, and their ranks within their image.</summary>
    private static (int[] Detections, int[] Ranks) TakeBest(MeasuredSet set, int[] detections)
    {
        var ordered = detections.OrderBy(i => set.DetectionImages[i]).ThenByDescending(i => set.Detections[i].Score);   // a stable sort
        var (kept, ranks, image) = (new List<int>(), new List<int>(), -1);
        var rank = 0;
        foreach (var i in ordered)
        {
            rank = set.DetectionImages[i] == image ? rank + 1 : 0;
            image = set.DetectionImages[i];
            if (rank >= MaxDetections)
                continue;
            kept.Add(i);
            ranks.Add(rank);
        }
        return ([.. kept], [.. ranks]);
    }
}
