namespace YoloV1.Evaluation;

/// <summary>Mean average precision by the rules of Pascal VOC, as the evaluation script of Fast and Faster R-CNN applies them.</summary>
/// <remarks>
/// Over all pictures, detections of a class are taken by descending score, equal ones in the order given. Each answers for the
/// object of its class and picture that it overlaps most, whether or not that is taken. With enough overlap it is right, but wrong
/// when the object is taken already and passed over when the object is difficult; without, it is wrong.
/// </remarks>
public sealed record VocMetric
{
    /// <summary>The rules up to 2009: the mean of precision at eleven recalls.</summary>
    public static VocMetric Voc07 { get; } = new() { Name = "voc07", ElevenPoints = true };

    /// <summary>The rules from 2010 on: the area below the curve of precision over recall.</summary>
    public static VocMetric Voc10 { get; } = new() { Name = "voc10" };

    /// <summary>What reports call these rules.</summary>
    public string Name { get; init; } = "voc";

    /// <summary>Mean of precision at eleven recalls; otherwise the area below the curve.</summary>
    public bool ElevenPoints { get; init; }

    /// <summary>The overlap that makes a detection right, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside 0 to 1.</exception>
    public double IouThreshold
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"An IoU threshold of {value} is outside 0 to 1; 0.5 is usual.");
    } = 0.5;

    /// <summary>An overlap equal to the threshold is too little, as in the R-CNN script; VOC's own program lets it pass.</summary>
    public bool StrictlyOver { get; init; } = true;

    /// <summary>Measures what a detector found on pictures, see <see cref="Evaluator"/>.</summary>
    public EvaluationReport Measure(ClassNames classes, IReadOnlyList<MeasuredImage> images) =>
        Measure(classes, [.. images.SelectMany(image => image.Truths)], [.. images.SelectMany(image => image.Scored)]);

    /// <summary>Measures detections against what is there.</summary>
    /// <remarks>A class without an object to find is left out of the mean; one that was never detected counts as 0.</remarks>
    /// <param name="classes">The classes to report.</param>
    /// <param name="truths">All objects of all pictures.</param>
    /// <param name="detections">All detections on all pictures, in any order.</param>
    /// <exception cref="ArgumentException">A class id is not one of <paramref name="classes"/>.</exception>
    public EvaluationReport Measure(ClassNames classes, IReadOnlyList<TruthBox> truths, IReadOnlyList<ScoredBox> detections)
    {
        CheckClasses(classes, truths.Select(truth => truth.ClassId), nameof(truths));
        CheckClasses(classes, detections.Select(detection => detection.ClassId), nameof(detections));
        var truthsOf = truths.ToLookup(truth => truth.ClassId);
        var detectionsOf = detections.ToLookup(detection => detection.ClassId);
        var results = classes.Select((name, id) => MeasureClass(name, truthsOf[id], detectionsOf[id])).ToArray();
        var map = results.Average(result => result.Ap);   // passes over nulls; null when there is nothing else
        return new(Name, map, IouThreshold == 0.5 ? map : null, results);
    }

    private ClassResult MeasureClass(string name, IEnumerable<TruthBox> truths, IEnumerable<ScoredBox> detections)
    {
        var matcher = new VocMatcher(truths, IouThreshold, StrictlyOver);
        var (recall, precision) = (new List<double>(), new List<double>());
        var (right, wrong, count) = (0, 0, 0);
        foreach (var detection in detections.OrderByDescending(detection => detection.Score))   // a stable sort
        {
            count++;
            switch (matcher.Judge(detection))
            {
                case Verdict.Right: right++; break;
                case Verdict.Wrong: wrong++; break;
                default: continue;
            }
            recall.Add((double)right / matcher.Countable);
            precision.Add((double)right / (right + wrong));
        }
        double? ap = matcher.Countable == 0 ? null
            : ElevenPoints ? AveragePrecision.ElevenPoints(recall, precision)
            : AveragePrecision.Area(recall, precision);
        return new(name, ap, matcher.Countable, count);
    }

    private static void CheckClasses(ClassNames classes, IEnumerable<int> ids, string parameter)
    {
        foreach (var id in ids)
        {
            if ((uint)id >= (uint)classes.Count)
                throw new ArgumentException(
                    $"Class {id} is outside 0..{classes.Count - 1}; give the class names that these boxes were made with.", parameter);
        }
    }
}
