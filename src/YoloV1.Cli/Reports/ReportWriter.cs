using YoloV1.Cli.Output;
using YoloV1.Evaluation;

namespace YoloV1.Cli.Reports;

/// <summary>Measures by several rules, prints what comes out, and writes a page about it where one is asked for.</summary>
internal static class ReportWriter
{
    /// <param name="metrics">The rules.</param>
    /// <param name="measured">The detections.</param>
    /// <param name="json">A JSON document instead of tables.</param>
    /// <param name="page">Where the page goes; null for none.</param>
    /// <param name="title">The title of the report.</param>
    public static void Write(IReadOnlyList<IDetectionMetric> metrics, MeasuredSet measured, bool json, ReportFolder? page, string title)
    {
        var bootstrap = new Bootstrap();
        EvaluationReport[] reports = [.. metrics.Select(metric => metric.Measure(measured, bootstrap))];
        var written = page?.Write(title, measured, reports, bootstrap);
        if (json)
            JsonOutput.Write(ReportJson.Of(reports, bootstrap));
        else
            Array.ForEach(reports, ReportTable.Write);
        if (written is not null)
            Terminal.Note($"The report is {written}");
    }
}
