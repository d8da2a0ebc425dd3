using YoloV1.Data;

namespace YoloV1.Cli.Output;

/// <summary>A data set's report as text and as the JSON document of <c>--json</c>.</summary>
internal static class DatasetReportOutput
{
    // More are read by programs.
    private const int MostOfAKind = 100;

    public static void WriteText(DatasetReport report)
    {
        SplitReport[] parts = report.Splits.Count == 1 ? [.. report.Splits] : [.. report.Splits, report.All];
        Terminal.Line($"{report.Path}: {report.Format.ToString().ToLowerInvariant()}, {report.Classes.Count} classes");
        Terminal.Line("");
        ResultTable.Write(["", .. parts.Select(part => part.Name)], [.. Rows(report, parts)]);
        Terminal.Line("");
        if (report.Faults.Count == 0)
            Terminal.Line("No faults.");
        foreach (var group in report.Faults.GroupBy(fault => fault.Kind))
        {
            Terminal.Line($"{Words(group.Key)}: {group.Count()}");
            foreach (var fault in group.Take(MostOfAKind))
                Terminal.Line($"  {fault}");
            if (group.Count() > MostOfAKind)
                Terminal.Line($"  and {group.Count() - MostOfAKind} more, all of them with --json");
        }
    }

    public static object ToJson(DatasetReport report) => new
    {
        report.Path,
        Format = report.Format.ToString().ToLowerInvariant(),
        report.Classes,
        Splits = report.Splits.Select(split => PartOf(split)),
        All = PartOf(report.All),
        FaultCounts = report.Faults.CountBy(fault => fault.Kind).ToDictionary(pair => NameOf(pair.Key), pair => pair.Value),
        Faults = report.Faults.Select(fault => new { Kind = NameOf(fault.Kind), fault.Place, fault.Message }),
    };

    private static IEnumerable<string[]> Rows(DatasetReport report, SplitReport[] parts)
    {
        yield return Row("images", part => $"{part.Images}");
        yield return Row("  without objects", part => $"{part.ImagesWithoutObjects}");
        yield return Row("objects", part => $"{part.Objects}");
        for (var id = 0; id < report.Classes.Count; id++)
            yield return Row($"  {report.Classes[id]}", part => $"{part.ObjectsByClass[report.Classes[id]]}");
        yield return Row("difficult", part => $"{part.Difficult}");
        yield return Row("crowds", part => $"{part.Crowds}");
        yield return Row("boxes under 32x32 pixels", part => $"{part.Boxes.Small}");
        yield return Row("  under 96x96", part => $"{part.Boxes.Medium}");
        yield return Row("  larger", part => $"{part.Boxes.Large}");
        yield return Row("widths, least to largest", part => Quarters(part.Boxes.Widths));
        yield return Row("heights", part => Quarters(part.Boxes.Heights));
        for (var i = 0; i < report.All.Grids.Count; i++)
            yield return Row(
                $"lost at S = {report.All.Grids[i].S}",
                part => FormattableString.Invariant($"{part.Grids[i].Lost} ({100 * part.Grids[i].Share:0.00} %)"));

        string[] Row(string name, Func<SplitReport, string> value) => [name, .. parts.Select(value)];
    }

    private static object PartOf(SplitReport part) => new
    {
        part.Name,
        part.Images,
        part.ImagesWithoutObjects,
        part.Objects,
        part.Difficult,
        part.Crowds,
        Classes = part.ObjectsByClass.Select(pair => new { Name = pair.Key, Objects = pair.Value }),
        Boxes = new { part.Boxes.Small, part.Boxes.Medium, part.Boxes.Large, part.Boxes.Widths, part.Boxes.Heights },
        Grids = part.Grids.Select(grid => new { grid.S, grid.Objects, grid.Lost, grid.Share }),
    };

    private static string Quarters(IReadOnlyList<float> values) =>
        string.Join(' ', values.Select(value => FormattableString.Invariant($"{value:0}")));

    private static string NameOf(DataFaultKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    private static string Words(DataFaultKind kind) => kind switch
    {
        DataFaultKind.BrokenLabel => "labels that cannot be read",
        DataFaultKind.CategoryLeftOut => "categories that are no class",
        DataFaultKind.WrongBoxes => "boxes that are not what their format says",
        DataFaultKind.NameNotUtf8 => "names that are not UTF-8, passed over",
        DataFaultKind.UnknownClass => "objects of unknown classes",
        DataFaultKind.BoxWithoutExtent => "boxes without extent, left out in training",
        DataFaultKind.BoxClipped => "boxes that reach out of their image, clipped in training",
        DataFaultKind.BoxOutside => "boxes outside their image",
        DataFaultKind.RepeatedBox => "boxes that stand twice",
        DataFaultKind.MissingSplit => "splits that are not there, or without images",
        DataFaultKind.MissingImage => "missing images",
        DataFaultKind.MissingLabel => "missing labels",
        DataFaultKind.EmptySplit => "splits without labels or objects",
        DataFaultKind.UnreadFormat => "images in formats that are not read",
        DataFaultKind.UnusedImage => "images on no split",
        DataFaultKind.UnusedLabel => "labels without an image on a split",
        DataFaultKind.BrokenImage => "broken images",
        DataFaultKind.WrongSize => "labels with a wrong size",
        DataFaultKind.RepeatedImage => "groups of images of one split that look alike",
        DataFaultKind.SharedImage => "images, or groups of images that look alike, in two splits",
        _ => kind.ToString(),
    };
}
