namespace YoloV1.Evaluation;

/// <summary>Sorts detections into the kinds of an <see cref="ErrorAnalysis"/>.</summary>
internal sealed class ErrorSorter
{
    private readonly MeasuredSet _set;
    private readonly SimilarClasses _similar;
    private readonly int[][] _truths;
    private readonly int[][] _detections;
    private readonly ILookup<int, int> _truthsOf;

    public ErrorSorter(MeasuredSet set, SimilarClasses similar)
    {
        (_set, _similar) = (set, similar);
        (_truths, _detections) = (set.TruthsByClass(), set.DetectionsByClass());
        _truthsOf = Enumerable.Range(0, set.Truths.Count).ToLookup(i => set.TruthImages[i]);
    }

    /// <summary>The kinds of a class's best detections.</summary>
    public ClassErrors Sort(int classId)
    {
        var countable = _truths[classId].Count(i => Counts(_set.Truths[i]));
        var counts = new int[Enum.GetValues<ErrorKind>().Length];
        var kinds = new VocMatcher(VocMetric.Voc07, _set).Match(_truths[classId], _detections[classId])
            .Where(match => match.Truth < 0 || Counts(_set.Truths[match.Truth])).Take(countable).Select(KindOf);
        foreach (var kind in kinds)
            counts[(int)kind]++;
        return new(_set.Classes[classId], countable, counts);
    }

    private static bool Counts(TruthBox truth) => !truth.Difficult && !truth.Crowd;

    private ErrorKind KindOf(VocMatch match)
    {
        if (match.Verdict == Verdict.Right)
            return ErrorKind.Correct;
        var found = _set.Detections[match.Detection];
        var hit = _truthsOf[_set.DetectionImages[match.Detection]].Select(i => _set.Truths[i])
            .Where(truth => found.Box.VocIou(truth.Box) > ErrorAnalysis.BackgroundIou)
            .Select(truth => truth.ClassId).ToHashSet();
        var name = _set.Classes[found.ClassId];
        return hit.Contains(found.ClassId) ? ErrorKind.Localization
            : hit.Any(id => _similar.AreSimilar(_set.Classes[id], name)) ? ErrorKind.Similar
            : hit.Count > 0 ? ErrorKind.Other
            : ErrorKind.Background;
    }
}
