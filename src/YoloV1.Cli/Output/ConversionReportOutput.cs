using YoloV1.Data;

namespace YoloV1.Cli.Output;

/// <summary>A conversion's report as text and as the JSON document of <c>--json</c>.</summary>
internal static class ConversionReportOutput
{
    public static void WriteText(ConversionReport report)
    {
        Terminal.Line($"{NameOf(report.From)} -> {NameOf(report.To)}: {report.Output}");
        Terminal.Line("");
        ResultTable.Write(
            ["", .. report.Splits.SelectMany(split => new[] { split.Name, "after" })],
            [
                Row("images", part => part.Images),
                Row("  without objects", part => part.ImagesWithoutObjects),
                Row("objects", part => part.Objects),
                .. report.Splits[0].Before.ObjectsByClass.Keys.Select(
                    name => Row($"  {name}", part => part.ObjectsByClass.GetValueOrDefault(name))),
                Row("difficult", part => part.Difficult),
                Row("crowds", part => part.Crowds),
                Row("truncated", part => part.Truncated),
            ]);
        Terminal.Line("");
        Terminal.Line(
            FormattableString.Invariant($"No edge moved by more than {report.Splits.Max(split => split.LargestShift):0.####} pixels."));
        if (report.RenamedImages > 0)
            Terminal.Line($"{report.RenamedImages} images have another name now.");
        Terminal.Line(report.LostData.Count == 0 ? "Nothing that was read is lost." : "Not held by the new files:");
        foreach (var lost in report.LostData)
            Terminal.Line($"  {lost}");
        Terminal.Line(report.NotRead);
        foreach (var warning in report.Splits.SelectMany(split => split.Warnings).Distinct())
            Terminal.Line($"  {warning}");

        string[] Row(string name, Func<SplitReport, int> count) =>
            [name, .. report.Splits.SelectMany(split => new[] { $"{count(split.Before)}", $"{count(split.After)}" })];
    }

    public static object ToJson(ConversionReport report) => new
    {
        From = NameOf(report.From),
        To = NameOf(report.To),
        report.Output,
        Splits = report.Splits.Select(split => new
        {
            split.Name,
            Before = CountsOf(split.Before),
            After = CountsOf(split.After),
            split.LargestShift,
            split.Warnings,
        }),
        report.RenamedImages,
        report.LostData,
        report.NotRead,
    };

    private static object CountsOf(SplitReport part) => new
    {
        part.Images,
        part.ImagesWithoutObjects,
        part.ObjectsByClass,
        part.Difficult,
        part.Crowds,
        part.Truncated,
        part.Objects,
    };

    private static string NameOf(DataFormat format) => format.ToString().ToLowerInvariant();
}
