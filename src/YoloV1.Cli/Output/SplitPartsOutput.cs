using YoloV1.Data;
using YoloV1.Files;

namespace YoloV1.Cli.Output;

/// <summary>The parts of a data set as text and as the JSON document of <c>--json</c>.</summary>
internal static class SplitPartsOutput
{
    public static void WriteText(string written, DatasetParts parts, IReadOnlyList<SplitReport> counts)
    {
        ResultTable.Write(
            ["", .. counts.Select(part => part.Name)],
            [
                ["images", .. counts.Select(part => $"{part.Images}")],
                ["  without objects", .. counts.Select(part => $"{part.ImagesWithoutObjects}")],
                ["objects", .. counts.Select(part => $"{part.Objects}")],
                .. counts[0].ObjectsByClass.Keys.Select(
                    name => (string[])["  " + name, .. counts.Select(part => $"{part.ObjectsByClass[name]}")]),
            ]);
        Terminal.Line("");
        if (parts.Together > 0)
            Terminal.Line($"{Printable.Count(parts.Together, "group")} of images that look alike, each in one part.");
        if (parts.Apart > 0)
            Terminal.Line($"{Printable.Count(parts.Apart, "group")} of images that look alike in several parts, since most of the set "
                + "looks alike: what is measured flatters; add images of other scenes to measure on.");
        Terminal.Line($"To train on it: yolov1 train --data {ShellQuoting.Quoted(written)}");
    }

    public static object ToJson(string written, DatasetParts parts, IReadOnlyList<SplitReport> counts) => new
    {
        Data = written,
        Parts = counts.Select(part => new { part.Name, part.Images, part.ImagesWithoutObjects, part.Objects, part.ObjectsByClass }),
        GroupsTogether = parts.Together,
        GroupsApart = parts.Apart,
    };
}
