using YoloV1.Evaluation;

namespace YoloV1.Tests.Evaluation;

/// <summary>Measuring of a few boxes.</summary>
internal static class Measuring
{
    public static EvaluationReport Measure(
        this IDetectionMetric metric, ClassNames classes, IReadOnlyList<TruthBox> truths, IReadOnlyList<ScoredBox> detections) =>
        metric.Measure(MeasuredSet.From(classes, truths, detections));
}
