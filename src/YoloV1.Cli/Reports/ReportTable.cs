using YoloV1.Cli.Output;
using YoloV1.Evaluation;

namespace YoloV1.Cli.Reports;

/// <summary>A measurement as a table.</summary>
internal static class ReportTable
{
    public static void Write(EvaluationReport report)
    {
        string[] ap50 = report.Coco is null ? [] : ["AP50"];
        ResultTable.Write(
            ["class", "AP", .. ap50, "truths", "detections"], [.. report.Classes.Select(result => Row(result, ap50.Length > 0))]);
        if (report.Coco is { } coco)
            WriteNumbers(report, coco);
        else
            Terminal.Line($"mAP ({report.Protocol}): {Number(report.Map)}{Interval(report.MapInterval)}");
    }

    private static string[] Row(ClassResult result, bool hasAp50) =>
    [
        result.Name, Number(result.Ap), .. hasAp50 ? [Number(result.Ap50)] : Array.Empty<string>(),
        $"{result.Truths}", $"{result.Detections}",
    ];

    private static void WriteNumbers(EvaluationReport report, CocoNumbers coco)
    {
        Terminal.Line($"mAP (coco, IoU 0.5 to 0.95): {Number(coco.Ap)}{Interval(report.MapInterval)}");
        Terminal.Line($"mAP (coco, IoU 0.5): {Number(coco.Ap50)}{Interval(report.Map50Interval)}");
        Terminal.Line(
            $"AP75 {Number(coco.Ap75)}, small {Number(coco.ApSmall)}, medium {Number(coco.ApMedium)}, large {Number(coco.ApLarge)}");
        Terminal.Line($"recall with 1 detection {Number(coco.Ar1)}, 10 {Number(coco.Ar10)}, 100 {Number(coco.Ar100)}, " +
            $"small {Number(coco.ArSmall)}, medium {Number(coco.ArMedium)}, large {Number(coco.ArLarge)}");
    }

    private static string Interval(ConfidenceInterval? interval) => interval is { } ends
        ? $" (95 % interval {ends}, bootstrap over images)"
        : "";

    private static string Number(double? value) => value is { } number ? FormattableString.Invariant($"{number:0.0000}") : "-";
}
