using System.Text.Json.Nodes;
using YoloV1.Evaluation;

namespace YoloV1.Cli.Reports;

/// <summary>A measurement as JSON; those by several rules as an array of the same.</summary>
internal static class ReportJson
{
    public static JsonNode Of(IReadOnlyList<EvaluationReport> reports, Bootstrap bootstrap) => reports.Count == 1
        ? Of(reports[0], bootstrap)
        : new JsonArray([.. reports.Select(report => Of(report, bootstrap))]);

    private static JsonObject Of(EvaluationReport report, Bootstrap bootstrap)
    {
        var json = new JsonObject
        {
            ["protocol"] = report.Protocol,
            ["map"] = report.Map,
            ["map50"] = report.Map50,
            ["classes"] = new JsonArray([.. report.Classes.Select(Of)]),
        };
        if (report.Coco is { } coco)
            json["coco"] = Of(coco);
        json["interval"] = new JsonObject
        {
            ["method"] = "percentile bootstrap over images, bias-corrected",
            ["level"] = bootstrap.Level,
            ["resamples"] = bootstrap.Resamples,
            ["seed"] = bootstrap.Seed,
            ["map"] = Of(report.MapInterval),
            ["map50"] = Of(report.Map50Interval),
        };
        return json;
    }

    private static JsonObject Of(ClassResult result)
    {
        var json =
            new JsonObject { ["name"] = result.Name, ["ap"] = result.Ap, ["truths"] = result.Truths, ["detections"] = result.Detections };
        if (result.Ap50 is { } ap50)
            json["ap50"] = ap50;
        return json;
    }

    private static JsonArray? Of(ConfidenceInterval? interval) => interval is { } ends ? [ends.Low, ends.High] : null;

    private static JsonObject Of(CocoNumbers coco) => new()
    {
        ["AP"] = coco.Ap,
        ["AP50"] = coco.Ap50,
        ["AP75"] = coco.Ap75,
        ["APsmall"] = coco.ApSmall,
        ["APmedium"] = coco.ApMedium,
        ["APlarge"] = coco.ApLarge,
        ["AR1"] = coco.Ar1,
        ["AR10"] = coco.Ar10,
        ["AR100"] = coco.Ar100,
        ["ARsmall"] = coco.ArSmall,
        ["ARmedium"] = coco.ArMedium,
        ["ARlarge"] = coco.ArLarge,
    };
}
