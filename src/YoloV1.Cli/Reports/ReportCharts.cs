using YoloV1.Cli.Charts;
using YoloV1.Evaluation;
using YoloV1.Imaging;

namespace YoloV1.Cli.Reports;

/// <summary>The charts of a page.</summary>
internal static class ReportCharts
{
    private const int RecallSteps = 200;

    /// <summary>The best precision at or above each recall; average precision is its mean.</summary>
    public static RgbImage PrecisionRecall(Measurement measurement)
    {
        var classes = Found(measurement).Select(item => (item.Name, Curve: item.Envelope(RecallSteps))).ToList();
        return CurveChart.Draw(new(
            "Precision-recall curves, IoU over 0.5", "recall", "precision",
            ("mean", Points(step => classes.Average(item => item.Curve[step]))),
            [.. classes.Select(item => (item.Name, Points(step => item.Curve[step])))]));

        static IReadOnlyList<(double X, double Y)> Points(Func<int, double> precision) =>
            [.. Enumerable.Range(0, RecallSteps + 1).Select(step => ((double)step / RecallSteps, precision(step)))];
    }

    /// <summary>F1 of the detections from a score up.</summary>
    public static RgbImage F1(Measurement measurement)
    {
        var curves = measurement.Curves;
        return CurveChart.Draw(new(
            FormattableString.Invariant($"F1 by minimum score: best {curves.MeanF1(curves.BestScore):0.000} at {curves.BestScore:0.000}"),
            "score", "F1",
            ("mean", Points(curves.MeanF1)), [.. Found(measurement).Select(item => (item.Name, Points(score => item.At(score).F1)))])
        {
            Mark = curves.BestScore,
        });

        IReadOnlyList<(double X, double Y)> Points(Func<double, double> f1) => [.. curves.Scores.Select(score => (score, f1(score)))];
    }

    /// <summary>Which classes are taken for which.</summary>
    public static RgbImage Confusion(Measurement measurement)
    {
        var confusion = measurement.Confusion;
        return ConfusionChart.Draw(
            FormattableString.Invariant($"Confusions at a minimum score of {confusion.Score:0.000}"), [.. confusion.Classes, "background"],
            (truth, detected) => confusion[truth, detected]);
    }

    /// <summary>The kinds of right and wrong detections; null when nothing was detected.</summary>
    public static RgbImage? Errors(Measurement measurement) => measurement.Errors.Share(ErrorKind.Correct) is null ? null : ErrorChart.Draw(
        "Best detections of each class",
        [.. Enum.GetValues<ErrorKind>().Select(kind => (Word(kind), measurement.Errors.Share(kind)!.Value))]);

    /// <summary>The name of a kind.</summary>
    public static string Word(ErrorKind kind) => kind switch
    {
        ErrorKind.Correct => "correct",
        ErrorKind.Localization => "localization",
        ErrorKind.Similar => "similar class",
        ErrorKind.Other => "other class",
        ErrorKind.Background => "background",
        _ => kind.ToString(),
    };

    private static IEnumerable<ClassCurve> Found(Measurement measurement) => measurement.Curves.Classes.Where(item => item.Truths > 0);
}
