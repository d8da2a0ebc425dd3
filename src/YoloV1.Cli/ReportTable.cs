using YoloV1.Evaluation;

namespace YoloV1.Cli;

/// <summary>A measurement as a table of plain text.</summary>
internal static class ReportTable
{
    public static void Write(EvaluationReport report)
    {
        var width = Math.Max(5, report.Classes.Max(result => result.Name.Length));
        var hasAp50 = report.Coco is not null;
        Console.Out.WriteLine($"{"class".PadRight(width)}  {"AP",6}{(hasAp50 ? "    AP50" : "")}  {"truths",6}  {"detections",10}");
        foreach (var result in report.Classes)
            Console.Out.WriteLine($"{result.Name.PadRight(width)}  {Number(result.Ap),6}{(hasAp50 ? $"  {Number(result.Ap50),6}" : "")}  {result.Truths,6}  {result.Detections,10}");
        if (report.Coco is { } coco)
            WriteNumbers(report, coco);
        else
            Console.Out.WriteLine($"mAP ({report.Protocol}): {Number(report.Map)}{Interval(report.MapInterval)}");
    }

    private static void WriteNumbers(EvaluationReport report, CocoNumbers coco)
    {
        Console.Out.WriteLine($"mAP (coco, IoU 0.5 to 0.95): {Number(coco.Ap)}{Interval(report.MapInterval)}");
        Console.Out.WriteLine($"mAP (coco, IoU 0.5): {Number(coco.Ap50)}{Interval(report.Map50Interval)}");
        Console.Out.WriteLine($"AP75 {Number(coco.Ap75)}, small {Number(coco.ApSmall)}, medium {Number(coco.ApMedium)}, large {Number(coco.ApLarge)}");
        Console.Out.WriteLine($"recall with 1 detection {Number(coco.Ar1)}, 10 {Number(coco.Ar10)}, 100 {Number(coco.Ar100)}, " +
            $"small {Number(coco.ArSmall)}, medium {Number(coco.ArMedium)}, large {Number(coco.ArLarge)}");
    }

    private static string Interval(ConfidenceInterval? interval) =>
        interval is { } ends ? $" ({Number(ends.Low)} to {Number(ends.High)} in 95 of 100 bootstraps over pictures)" : "";

    private static string Number(double? value) => value is { } number ? FormattableString.Invariant($"{number:0.0000}") : "-";
}
