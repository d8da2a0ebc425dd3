using YoloV1.Evaluation;

namespace YoloV1.Cli;

/// <summary>Measures by several rules, and prints what comes out.</summary>
internal static class ReportWriter
{
    public static void Write(IReadOnlyList<IDetectionMetric> metrics, MeasuredSet measured, bool json)
    {
        var bootstrap = new Bootstrap();
        EvaluationReport[] reports = [.. metrics.Select(metric => metric.Measure(measured, bootstrap))];
        if (json)
            JsonOutput.Write(ReportJson.Of(reports, bootstrap));
        else
            Array.ForEach(reports, ReportTable.Write);
    }
}
