namespace YoloV1.Evaluation;

/// <summary>Which classes are taken for which, for the detections from a score up.</summary>
/// <remarks>
/// On each image the detections that are right by the rules of Pascal VOC take their objects first. Of the others, by descending
/// score, each takes the object that it overlaps most among those left, if it does so enough: one class was taken for another. What
/// is left then was missed, or is background taken for an object. Difficult objects and detections of them are left out.
/// </remarks>
public sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    private ConfusionMatrix(ClassNames classes, double score, int[,] counts) => (Classes, Score, _counts) = (classes, score, counts);

    /// <summary>The classes; the index after the last one is background.</summary>
    public ClassNames Classes { get; }

    /// <summary>The score from which detections were taken.</summary>
    public double Score { get; }

    /// <summary>The number of objects of a class that were detected as another, or as the same.</summary>
    /// <param name="truth">The class of the object; <c>Classes.Count</c> for detections where no object is.</param>
    /// <param name="detected">The class of the detection; <c>Classes.Count</c> for objects that were missed.</param>
    public int this[int truth, int detected] => _counts[truth, detected];

    /// <summary>Counts.</summary>
    /// <param name="measured">Images, truths and detections.</param>
    /// <param name="score">The score from which detections are taken.</param>
    /// <param name="rules">
    /// The overlap that makes a detection correct, or wrong only about the class; null for an IoU over 0.5.
    /// </param>
    public static ConfusionMatrix Of(MeasuredSet measured, double score, VocMetric? rules = null)
    {
        ArgumentNullException.ThrowIfNull(measured);
        rules ??= VocMetric.Voc10;
        var background = measured.Classes.Count;
        var counts = new int[background + 1, background + 1];
        foreach (var image in JudgedImage.Of(measured, score, rules))
        {
            var free = image.Truths.Where(truth => !truth.Found).Select(truth => truth.Truth).ToList();
            foreach (var (truth, _) in image.Truths.Where(truth => truth.Found && !truth.Truth.Difficult))
                counts[truth.ClassId, truth.ClassId]++;
            foreach (var (detection, _) in image.Detections.Where(found => !found.Right).OrderByDescending(found => found.Detection.Score))
                counts[Take(detection.Box, free, rules)?.ClassId ?? background, detection.ClassId]++;
            foreach (var missed in free)
                counts[missed.ClassId, background]++;
        }
        return new(measured.Classes, score, counts);
    }

    /// <summary>Takes the object that a box overlaps most out of the list, if it overlaps one enough.</summary>
    private static TruthBox? Take(PixelBox box, List<TruthBox> free, VocMetric rules)
    {
        var nearest = free.Count == 0 ? -1 : Enumerable.Range(0, free.Count).MaxBy(i => box.VocIou(free[i].Box, rules.InclusiveBoxes));
        if (nearest < 0 || !rules.IsEnough(box.VocIou(free[nearest].Box, rules.InclusiveBoxes)))
            return null;
        var taken = free[nearest];
        free.RemoveAt(nearest);
        return taken;
    }
}
