namespace YoloV1.Evaluation;

/// <summary>Precision, recall and F1 of each class over the score from which detections are taken, by the rules of Pascal VOC.</summary>
public sealed class DetectionCurves
{
    /// <summary>The number of scores that are tried for the best one.</summary>
    private const int Steps = 1000;

    private DetectionCurves(IReadOnlyList<ClassCurve> classes, double lowest, double highest)
    {
        Classes = classes;
        Scores = [.. Enumerable.Range(0, Steps + 1).Select(step => lowest + (highest - lowest) * step / Steps)];
        BestScore = Scores.MaxBy(MeanF1);
    }

    /// <summary>The classes, in the order of their ids.</summary>
    public IReadOnlyList<ClassCurve> Classes { get; }

    /// <summary>Scores evenly apart, from 0 or the lowest score below it to the highest.</summary>
    public IReadOnlyList<double> Scores { get; }

    /// <summary>The one of <see cref="Scores"/> with the highest <see cref="MeanF1"/>: the threshold to begin with in use.</summary>
    public double BestScore { get; }

    /// <summary>Finds the curves.</summary>
    /// <param name="measured">Images, truths and detections.</param>
    /// <param name="rules">What makes a detection right; null for an IoU over 0.5.</param>
    public static DetectionCurves Of(MeasuredSet measured, VocMetric? rules = null)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var judged = (rules ?? VocMetric.Voc10).Judge(measured);
        var scores = judged.SelectMany(item => item.Scores).DefaultIfEmpty(0);
        return new([.. judged.Select((item, id) => CurveOf(measured.Classes[id], item))], Math.Min(0, scores.Min()), scores.Max());
    }

    /// <summary>The mean F1 of the classes that have objects, when detections from a score up are taken; 0 when none has.</summary>
    public double MeanF1(double score) =>
        Classes.Where(item => item.Truths > 0).Select(item => item.At(score).F1).DefaultIfEmpty(0).Average();

    /// <summary>Thresholds with <see cref="BestScore"/>, to three decimals; as they are where nothing was found.</summary>
    /// <param name="thresholds">The thresholds used in the evaluation.</param>
    public DetectionThresholds Best(DetectionThresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        return MeanF1(BestScore) > 0 ? thresholds with { Score = MathF.Round((float)Math.Clamp(BestScore, 0, 1), 3) } : thresholds;
    }

    private static ClassCurve CurveOf(string name, JudgedClass judged)
    {
        var points = new List<CurvePoint>();
        var (right, taken) = (0, 0);
        for (var i = 0; i < judged.Scores.Length && judged.Countable > 0; i++)
        {
            var verdict = judged.Verdicts[0][i];
            right += verdict == Verdict.Right ? 1 : 0;
            taken += verdict == Verdict.PassedOver ? 0 : 1;
            var isLastOfItsScore = i + 1 == judged.Scores.Length || judged.Scores[i + 1] != judged.Scores[i];
            if (isLastOfItsScore && taken > 0)
                points.Add(new(judged.Scores[i], (double)right / judged.Countable, (double)right / taken));
        }
        return new(name, judged.Countable, points);
    }
}
