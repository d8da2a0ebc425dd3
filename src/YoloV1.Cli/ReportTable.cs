using YoloV1.Evaluation;

namespace YoloV1.Cli;

/// <summary>A measurement as a table of plain text.</summary>
internal static class ReportTable
{
    public static void Write(EvaluationReport report)
    {
        var width = Math.Max(5, report.Classes.Max(result => result.Name.Length));
        Console.Out.WriteLine($"{"class".PadRight(width)}  {"AP",6}  {"truths",6}  {"detections",10}");
        foreach (var result in report.Classes)
            Console.Out.WriteLine(FormattableString.Invariant($"{result.Name.PadRight(width)}  {Number(result.Ap),6}  {result.Truths,6}  {result.Detections,10}"));
        Console.Out.WriteLine($"mAP ({report.Protocol}, IoU over 0.5): {Number(report.Map)}");
    }

    private static string Number(double? value) => value is { } number ? FormattableString.Invariant($"{number:0.0000}") : "-";
}
