namespace YoloV1.Evaluation;

/// <summary>COCO's twelve metrics for boxes, as pycocotools computes them.</summary>
/// <remarks>
/// In each image, up to a hundred detections of a class are taken by descending score. Each gets the object of its class that it
/// overlaps most among those still free, of equals the last; one that counts is preferred to one that does not: a crowd, or an object
/// outside the range of sizes. A detection that got such an object is passed over, and so is one that got nothing and is itself outside
/// the range. Equal scores on different images are taken in the order of the images.
/// </remarks>
public sealed record CocoMetric : IDetectionMetric
{
    /// <summary>COCO's rules; there are no others.</summary>
    public static CocoMetric Default { get; } = new();

    private CocoMetric()
    {
    }

    /// <inheritdoc/>
    public string Name => "coco";

    /// <inheritdoc/>
    public EvaluationReport Measure(MeasuredSet measured, Bootstrap? bootstrap = null)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var classes = CocoMatcher.Judge(measured);
        JudgedClass[] Of(int area) => [.. classes.Select(judged => judged.ByArea[area])];
        var meter = new PrecisionMeter(AveragePrecision.HundredAndOnePoints);
        ClassPrecisions[] byArea = [.. AreaRange.All.Select((_, area) => ClassPrecisions.Of(Of(area), meter))];

        var detectionsOf = measured.DetectionsByClass();
        var results = measured.Classes.Select((name, id) => new ClassResult(
            name, byArea[0].OfClass(id), classes[id].ByArea[0].Countable, detectionsOf[id].Length)
        { Ap50 = byArea[0].OfClass(id, 0) });
        var numbers = Numbers(byArea, classes);
        var intervals = bootstrap?.Intervals(measured.Images.Count, Of(0), AveragePrecision.HundredAndOnePoints, .., ..1);
        return new(Name, numbers.Ap, numbers.Ap50, [.. results])
        {
            MapInterval = intervals?[0],
            Map50Interval = intervals?[1],
            Coco = numbers,
        };
    }

    private static CocoNumbers Numbers(ClassPrecisions[] byArea, CocoClass[] classes)
    {
        double? Recall(int rule) => classes.Average(judged => judged.Recall(rule));
        return new(
            byArea[0].Mean(..), byArea[0].Mean(..1), byArea[0].Mean(5..6), byArea[1].Mean(..), byArea[2].Mean(..), byArea[3].Mean(..),
            Recall(0), Recall(1), Recall(2), Recall(3), Recall(4), Recall(5));
    }
}
