using System.Globalization;
using System.Text.RegularExpressions;

namespace YoloV1.Tests.Readme;

/// <summary>README's table of speed has the times of the benchmark that it links to.</summary>
public sealed partial class SpeedTableTests
{
    private const string Results = "benchmarks/results/amd-epyc-zen5-2cores-avx512-bf16/compare.md";

    private static readonly MarkdownTable Table = MarkdownTable.With("README.md", "YoloV1, 8 bits");
    private static readonly MarkdownTable Measured = MarkdownTable.With(Results, "against");

    /// <summary>A row of README, and the rows of the benchmark: {0} is the precision.</summary>
    private static readonly Dictionary<string, string> Rows = new()
    {
        ["an image through tiny"] = "predict tiny {0} batch 1",
        ["an image through notebook"] = "predict notebook {0} batch 1",
        ["an image through paper"] = "predict paper {0} batch 1",
        ["eight images through paper"] = "predict paper {0} batch 8",
        ["a training step of tiny with 8 images"] = "train tiny {0} batch 8",
        ["a training step of notebook with 4 images"] = "train notebook {0} batch 4",
        ["from the start of yolov1 predict with tiny to the first detections"] = "start tiny {0} to first detections",
    };

    private static readonly Dictionary<string, string> Precisions =
        new() { ["YoloV1, 8 bits"] = "int8", ["bfloat16"] = "bf16", ["float32"] = "fp32" };

    public static TheoryData<string> Names => [.. Table.Cells.Keys];

    [Fact]
    public void README_LinksToTheResults() => MarkdownFile.Read("README.md").Links.Should().Contain(link => link.Target == Results);

    [Theory]
    [MemberData(nameof(Names))]
    public void ARow_HasTheTimesOfTheBenchmark(string name)
    {
        foreach (var (column, cell) in Table.Cells[name])
            cell.Should().Be(TimeOf(Rows[name], column), $"'{column}' of '{name}' is that of {Results}");
    }

    [Fact]
    public void TheLeadOverOnnxRuntime_IsThatOfTheBenchmark()
    {
        var percents = Measured.Rows.Skip(1)
            .Where(row => row[0].StartsWith("predict", StringComparison.Ordinal) && row[0].Contains("fp32", StringComparison.Ordinal))
            .Where(row => row[1].StartsWith("ONNX Runtime", StringComparison.Ordinal))
            .Select(row => 100 * (Minimum(row[3]) / Minimum(row[2]) - 1)).ToList();

        MarkdownFile.Read("README.md").Text.Should().Contain(
            string.Create(
                CultureInfo.InvariantCulture, $"In float32 ONNX Runtime takes {percents.Min():0} to {percents.Max():0} % longer"));
    }

    // Peers compute in float32: their times are from the turns with the library's float32.
    private static string TimeOf(string rows, string column)
    {
        var what = string.Format(CultureInfo.InvariantCulture, rows, Precisions.GetValueOrDefault(column, "fp32"));
        var found = Measured.Rows.Skip(1).Where(row => row[0] == what);
        var time = Precisions.ContainsKey(column)
            ? found.FirstOrDefault()?[2]
            : found.FirstOrDefault(row => row[1].StartsWith(column, StringComparison.Ordinal))?[3];
        return time is null or "-" ? "" : Minimum(time) is var ms && ms < 10
            ? ms.ToString("0.0", CultureInfo.InvariantCulture)
            : ms.ToString("#,0", CultureInfo.InvariantCulture);
    }

    private static double Minimum(string cell) => double.Parse(Number().Match(cell).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9.]+")]
    private static partial Regex Number();
}
