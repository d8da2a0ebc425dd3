using YoloV1.Evaluation;

namespace YoloV1.Cli.Reports;

/// <summary>All that a page tells about detections.</summary>
internal sealed record Measurement(
    string Title, MeasuredSet Measured, IReadOnlyList<EvaluationReport> Reports, DetectionCurves Curves, ConfusionMatrix Confusion,
    ErrorAnalysis Errors,
    IReadOnlyList<JudgedImage> Worst)
{
    private const int MostWorst = 12;

    /// <summary>Finds out all; confusion and worst images at the score where F1 is best.</summary>
    public static Measurement Of(string title, MeasuredSet measured, IReadOnlyList<EvaluationReport> reports, SimilarClasses? similar)
    {
        var curves = DetectionCurves.Of(measured);
        var worst = JudgedImage.Of(measured, curves.BestScore).Where(image => image.Missed + image.Wrong > 0)
            .OrderByDescending(image => image.Missed + image.Wrong).Take(MostWorst);
        return new(
            title, measured, reports, curves, ConfusionMatrix.Of(measured, curves.BestScore), ErrorAnalysis.Of(measured, similar),
            [.. worst]);
    }
}
