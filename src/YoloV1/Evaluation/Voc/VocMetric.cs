namespace YoloV1.Evaluation;

/// <summary>Mean average precision by the rules of Pascal VOC, as the evaluation script of Fast and Faster R-CNN applies them.</summary>
/// <remarks>
/// Over all images, detections of a class are taken by descending score, equal ones in the order given. Each answers for the
/// object of its class and image that it overlaps most, whether or not that is taken. With enough overlap it is right, but wrong
/// when the object is taken already and passed over when the object is difficult; without, it is wrong.
/// </remarks>
public sealed record VocMetric : IDetectionMetric
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
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 1.</exception>
    public double IouThreshold
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"An IoU threshold of {value} is outside 0 to 1; 0.5 is usual.");
    } = 0.5;

    /// <summary>An overlap equal to the threshold is too little, as in the R-CNN script; VOC's own program lets it pass.</summary>
    public bool StrictlyOver { get; init; } = true;

    /// <summary>A box from column 3 to column 5 is three columns wide, as VOC counts; evaluators that forget it count two.</summary>
    public bool InclusiveBoxes { get; init; } = true;

    private AveragePrecisionRule Rule => ElevenPoints ? AveragePrecision.ElevenPoints : AveragePrecision.Area;

    /// <inheritdoc/>
    public EvaluationReport Measure(MeasuredSet measured, Bootstrap? bootstrap = null)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var detectionsOf = measured.DetectionsByClass();
        var judged = Judge(measured);
        var ap = ClassPrecisions.Of(judged, new PrecisionMeter(Rule));
        var results = measured.Classes.Select(
            (name, id) => new ClassResult(name, ap.OfClass(id), judged[id].Countable, detectionsOf[id].Length));
        var (map, interval) = (ap.Mean(..), bootstrap?.Intervals(measured.Images.Count, judged, Rule, ..)[0]);
        return IouThreshold == 0.5
            ? new(Name, map, map, [.. results]) { MapInterval = interval, Map50Interval = interval }
            : new(Name, map, null, [.. results]) { MapInterval = interval };
    }

    /// <summary>What each detection counts as, class by class.</summary>
    internal JudgedClass[] Judge(MeasuredSet measured) => Judge(measured, new VocMatcher(this, measured).Judge);

    /// <summary>The object that each detection answers for, class by class.</summary>
    internal VocMatch[][] Match(MeasuredSet measured) => Judge(measured, new VocMatcher(this, measured).Match);

    /// <summary>Whether an overlap makes a detection right.</summary>
    internal bool IsEnough(double iou) => StrictlyOver ? iou > IouThreshold : iou >= IouThreshold;

    private static T[] Judge<T>(MeasuredSet measured, Func<int[], int[], T> judge) =>
        [.. measured.TruthsByClass().Zip(measured.DetectionsByClass(), judge)];
}
