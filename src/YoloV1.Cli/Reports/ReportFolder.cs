using YoloV1.Cli.Output;
using YoloV1.Evaluation;
using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Cli.Reports;

/// <summary>The folder of <c>--report</c>: index.html, its charts as PNG files, and its values as report.json.</summary>
internal sealed class ReportFolder(string path, SimilarClasses? similar, ImageLimits limits)
{
    /// <summary>The files that a page may have.</summary>
    public static IEnumerable<string> FilesOf(string path) =>
        new[] { "index.html", "report.json", "precision-recall.png", "f1.png", "confusion.png", "errors.png" }
            .Select(file => Path.Combine(path, file));

    /// <summary>Writes the page.</summary>
    /// <param name="title">The title.</param>
    /// <param name="measured">The detections.</param>
    /// <param name="reports">The results by each protocol.</param>
    /// <param name="bootstrap">How the intervals were found.</param>
    /// <returns>The path of the page.</returns>
    public string Write(string title, MeasuredSet measured, IReadOnlyList<EvaluationReport> reports, Bootstrap bootstrap)
    {
        var measurement = Measurement.Of(title, measured, reports, similar);
        var charts = new Dictionary<string, byte[]>();
        Add("precision-recall", ReportCharts.PrecisionRecall(measurement));
        Add("f1", ReportCharts.F1(measurement));
        Add("confusion", ReportCharts.Confusion(measurement));
        Add("errors", ReportCharts.Errors(measurement));
        AtomicFile.WriteText(In("report.json"), JsonOutput.Text(ReportNumbers.Of(measurement, bootstrap)));
        AtomicFile.WriteText(In("index.html"), new ReportPage(measurement, charts, limits).Write());
        return In("index.html");

        void Add(string name, RgbImage? image)
        {
            if (image is null)
                return;
            ImageFile.WritePng(image, In($"{name}.png"));
            charts[name] = ImageFile.ToPng(image);
        }
    }

    private string In(string file) => Path.Combine(path, file);
}
