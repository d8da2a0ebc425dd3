using YoloV1.Evaluation;

namespace YoloV1.Cli.Reports;

/// <summary>The values of a report, for programs.</summary>
internal static class ReportNumbers
{
    public static object Of(Measurement measurement, Bootstrap bootstrap)
    {
        var (curves, confusion) = (measurement.Curves, measurement.Confusion);
        return new
        {
            measurement.Title,
            Images = measurement.Measured.Images.Count,
            Reports = measurement.Reports.Select(report => ReportJson.Of([report], bootstrap)),
            BestScore = curves.BestScore,
            F1 = curves.MeanF1(curves.BestScore),
            Errors = new
            {
                Shares = Enum.GetValues<ErrorKind>().ToDictionary(Key, measurement.Errors.Share),
                Classes = measurement.Errors.Classes.Select(
                    item => new { item.Name, item.Truths, Counts = Enum.GetValues<ErrorKind>().ToDictionary(Key, kind => item[kind]) }),
            },
            Confusion = new
            {
                Names = confusion.Classes.Append("background"),
                Counts = Numbers(confusion).Select(truth => Numbers(confusion).Select(detected => confusion[truth, detected])),
            },
            Worst = measurement.Worst.Select(image => new { image.Image, image.Missed, image.Wrong }),
        };

        static IEnumerable<int> Numbers(ConfusionMatrix confusion) => Enumerable.Range(0, confusion.Classes.Count + 1);
    }

    private static string Key(ErrorKind kind) => kind.ToString().ToLowerInvariant();
}
