using System.CommandLine;
using YoloV1.Cli.Charts;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 data check</c>: counts the content of a data set and finds its problems.</summary>
internal static class DataCheckCommand
{
    private static readonly Option<string> Data = CommonOptions.Data();
    private static readonly Option<bool> Json = CommonOptions.Json();
    private static readonly Option<string> Plot = new("--plot")
    {
        Description = "PNG file for charts of classes, boxes and lost objects.",
    };
    private static readonly Option<bool> SkipImages = new("--skip-images")
    {
        Description = "Read only the labels: faster, but does not find broken or duplicate images.",
    };
    private static readonly Option<bool> Strict = new("--strict")
    {
        Description = "Return exit code 1 if anything is found; by default only if the data set cannot be read.",
    };
    private static readonly Option<int> MaxMegapixels = CommonOptions.MaxMegapixels();
    private static readonly Option<int[]> Grids = new("--grid")
    {
        Description = "Values of S, the number of grid cells along a side, for which to count lost objects. "
            + $"Default: {string.Join(' ', DatasetCheck.UsualGridSizes)}.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        var command = new Verb(
            "check",
            "Counts the content of a data set and reports its problems.",
            "yolov1 data check --data VOCdevkit/VOC2007",
            "yolov1 data check --data cards.yaml --grid 7 14 --plot cards.png",
            "yolov1 data check --data instances_train2017.json --skip-images --json",
            "yolov1 data check --data cards --strict")
        {
            Data, Grids, SkipImages, MaxMegapixels, Strict, Plot, Json,
        };
        command.SetAction((call, cancellation) => Task.FromResult(Check(call, cancellation)));
        return command;
    }

    private static int Check(ParseResult call, CancellationToken cancellation)
    {
        if (call.GetValue(Plot) is { } file)
            OutputFolder.CreateFor(file, "--plot");
        DatasetReport report = null!;
        Progress.ShowImages("check", images => report = DatasetCheck.Run(
            call.GetValue(Data)!,
            call.GetValue(Grids) is { Length: > 0 } sizes ? sizes : null,
            readImages: !call.GetValue(SkipImages),
            CommonOptions.LimitsOf(call, MaxMegapixels),
            images,
            cancellation));
        if (call.GetValue(Plot) is { } plot)
            ImageFile.WritePng(DatasetChart.Draw(ChartOf(report)), plot);
        if (call.GetValue(Json))
            JsonOutput.Write(DatasetReportOutput.ToJson(report));
        else
            DatasetReportOutput.WriteText(report);
        return call.GetValue(Strict) && report.Faults.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static DatasetChartData ChartOf(DatasetReport report) => new(
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(report.Path))),
        [.. report.All.ObjectsByClass.Select(pair => (pair.Key, pair.Value))],
        report.All.Boxes.Sizes,
        report.All.ObjectsOfImages,
        [.. report.All.Grids.Select(grid => (grid.S, 100 * grid.Share))]);
}
