using YoloV1.Evaluation;
using YoloV1.Imaging;
using static YoloV1.Cli.Reports.Html;

namespace YoloV1.Cli.Reports;

/// <summary>A page about a measurement, with all its images in it: one file to look at and to send.</summary>
/// <param name="measurement">The evaluation.</param>
/// <param name="charts">PNG files by name.</param>
/// <param name="limits">Which images are read.</param>
internal sealed class ReportPage(Measurement measurement, IReadOnlyDictionary<string, byte[]> charts, ImageLimits limits)
{
    private const int MostConfusions = 10;

    /// <summary>The page.</summary>
    public string Write() => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{Text(measurement.Title)}}</title>
        <style>
        {{ReportStyle.Css}}
        </style>
        </head>
        <body>
        <h1>{{Text(measurement.Title)}}</h1>
        <p class="soft">{{Text(Counts())}}</p>
        <div class="cards">{{string.Concat(Cards())}}</div>
        <h2>Classes</h2>
        {{Classes()}}{{Coco()}}
        <h2>Curves</h2>
        <div class="charts">
        {{Chart("precision-recall", "Precision over recall of each class")}}
        {{Chart("f1", "F1 over score of each class")}}
        </div>
        <p class="soft">A detection is correct if its IoU is over 0.5. The dotted line marks the score with the highest mean F1.
        Everything below counts only detections above it, except for the kinds of errors.</p>
        <h2>Confused classes</h2>
        <div class="pair">
        {{Chart("confusion", "Confusion matrix")}}
        <div><p>Rows are the true classes, columns the detected ones. The last column counts missed objects,
        the last row detections on background.</p>
        {{Confusions()}}</div>
        </div>
        <h2>Kinds of errors</h2>
        <div class="pair">
        {{Chart("errors", "Kinds of correct and wrong detections")}}
        <div>{{Errors()}}
        <p class="soft">For each class with N objects, the N detections with the highest scores. Localization: the correct class
        with an IoU over 0.1, or a duplicate. Similar and other class: an object of such a class with an IoU over 0.1.
        Background: no object. The pie shows the mean over the classes.</p></div>
        </div>
        <h2>Images with the most errors</h2>
        <div class="worst">
        {{string.Concat(measurement.Worst.Select(Worst))}}</div>
        </body>
        </html>

        """;

    private string Counts()
    {
        var (measured, reports) = (measurement.Measured, measurement.Reports);
        var counts = $"{measured.Images.Count} images, {measured.Truths.Count} objects, {measured.Detections.Count} detections";
        return $"{counts}, evaluated by {string.Join(", ", reports.Select(report => report.Protocol))}.";
    }

    private IEnumerable<string> Cards()
    {
        foreach (var report in measurement.Reports)
        {
            yield return Card($"mAP, {report.Protocol}", Number(report.Map), Interval(report.MapInterval));
            if (report.Coco is not null)
                yield return Card($"mAP at IoU 0.5, {report.Protocol}", Number(report.Map50), Interval(report.Map50Interval));
        }
        var best = measurement.Curves.BestScore;
        yield return Card("best mean F1", Number(measurement.Curves.MeanF1(best)), $"at a minimum score of {Number(best)}");
    }

    private static string Card(string what, string number, string note) =>
        $"<div><span>{Text(what)}</span><b>{Text(number)}</b><span>{Text(note)}</span></div>";

    private static string Interval(ConfidenceInterval? interval) =>
        interval is { } ends ? $"95 % interval {ends}, bootstrap over images" : "";

    private string Classes()
    {
        var best = measurement.Curves.BestScore;
        return Table(
            [
                "class", .. measurement.Reports.Select(report => $"AP {report.Protocol}"),
                "objects", "detections", "precision", "recall", "F1",
            ],
            measurement.Measured.Classes.Select((name, id) => (string[])
            [
                name,
                .. measurement.Reports.Select(report => Number(report.Classes[id].Ap)),
                $"{measurement.Reports[0].Classes[id].Truths}",
                $"{measurement.Reports[0].Classes[id].Detections}",
                .. AtBest(measurement.Curves.Classes[id], best),
            ]));
    }

    private static string[] AtBest(ClassCurve curve, double score) =>
        curve.Truths == 0
            ? ["–", "–", "–"]
            : curve.At(score) is var point ? [Number(point.Precision), Number(point.Recall), Number(point.F1)] : [];

    private string Coco() => measurement.Reports.FirstOrDefault(report => report.Coco is not null)?.Coco is not { } coco
        ? ""
        : "<h2>COCO metrics</h2>" + Table(
        ["", "all", "small", "medium", "large", "IoU 0.5", "IoU 0.75", "1 detection", "10"],
        [
            [
                "average precision", Number(coco.Ap), Number(coco.ApSmall), Number(coco.ApMedium), Number(coco.ApLarge),
                Number(coco.Ap50), Number(coco.Ap75), "", "",
            ],
            [
                "average recall", Number(coco.Ar100), Number(coco.ArSmall), Number(coco.ArMedium), Number(coco.ArLarge),
                "", "", Number(coco.Ar1), Number(coco.Ar10),
            ],
        ]);

    private string Chart(string name, string description) =>
        charts.TryGetValue(name, out var png) ? $"<figure>{Image(png, "image/png", description)}</figure>" : "<p>Nothing was detected.</p>";

    /// <summary>The pairs of classes that are confused most.</summary>
    private string Confusions()
    {
        var confusion = measurement.Confusion;
        string[] names = [.. confusion.Classes, "background"];
        var most = (from truth in Enumerable.Range(0, names.Length)
                    from detected in Enumerable.Range(0, names.Length)
                    where truth != detected && confusion[truth, detected] > 0
                    orderby confusion[truth, detected] descending
                    select (string[])[names[truth], names[detected], $"{confusion[truth, detected]}"]).Take(MostConfusions).ToList();
        return most.Count == 0 ? "<p>No confusions.</p>" : Table(["true class", "detected as", "count"], most);
    }

    private string Errors()
    {
        var kinds = Enum.GetValues<ErrorKind>();
        return Table(
            ["class", "detections", .. kinds.Select(ReportCharts.Word)],
            measurement.Errors.Classes.Where(item => item.Truths > 0)
                .Select(item => (string[])[item.Name, $"{item.Detections}", .. kinds.Select(kind => $"{item[kind]}")])
                .Append(["mean", "", .. kinds.Select(kind => Percent(measurement.Errors.Share(kind)))]));
    }

    private string Worst(JudgedImage judged)
    {
        var caption = $"{judged.Image}: {judged.Missed} of {judged.Truths.Count} objects missed, "
            + $"{judged.Wrong} of {judged.Detections.Count} detections wrong";
        var image = WorstImages.Draw(judged, measurement.Measured, limits) is { } jpeg
            ? Image(jpeg, "image/jpeg", caption)
            : "<p class=\"soft\">The image is missing or cannot be read.</p>";
        return $"<figure>{image}<figcaption>{Text(caption)}</figcaption></figure>\n";
    }
}
