using System.Text.Json;
using YoloV1.Cli.Commands;
using YoloV1.Runtime;

namespace YoloV1.Cli.Tests;

public sealed class BenchmarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public BenchmarkTests() => _model = SmallModel.Save(_folder["small.safetensors"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_HasARowForEachUseAndPrecision_AndNumbersWhereOneRan()
    {
        var call = Call.Run("benchmark", "--weights", _model, "--batch", "2", "--rounds", "3", "--device", "cpu", "--train", "--json")
            .ShouldSucceed();

        using var document = JsonDocument.Parse(call.Output);
        var speed = document.RootElement;
        (speed.GetProperty("model").GetString(), speed.GetProperty("device").GetString(), speed.GetProperty("rounds").GetInt32()).Should()
            .Be(("small", "cpu", 3));
        speed.GetProperty("input").EnumerateArray().Select(number => number.GetInt32()).Should().Equal(2, 3, 32, 32);
        var rows = speed.GetProperty("results").EnumerateArray().ToArray();
        rows.Select(NameOf).Should().Contain(["predict fp32", "predict bf16", "train fp32", "train bf16"]);
        foreach (var row in rows.Where(row => row.GetProperty("unavailable").ValueKind == JsonValueKind.Null))
        {
            var (least, median) = (Number(row.GetProperty("milliseconds"), "least"), Number(row.GetProperty("milliseconds"), "median"));
            least.Should().BePositive().And.BeLessThanOrEqualTo(median);
            Number(row, "imagesPerSecond").Should().BeApproximately(2000 / median, 0.01 * 2000 / median);
            Number(row, "peakMemoryMiB").Should().BePositive();
        }
        call.Error.Should().Contain("predict fp32").And.Contain("train fp32", "progress goes to standard error");
    }

    [Fact]
    public void Table_SaysWhyAPrecisionDidNotRun()
    {
        var table = Call.Run("benchmark", "--weights", _model, "--rounds", "1", "--device", "cpu").ShouldSucceed().Output;

        table.Should().Match("small, 32x32, batch 1, on cpu *predict fp32 *").And.NotContain("train");
        table.Contains("multiplies no bfloat16", StringComparison.Ordinal).Should().Be(!Precisions.ProcessorHasBFloat16);
    }

    [Fact]
    public void Training_LeavesTheFileAsItWas()
    {
        var before = File.ReadAllBytes(_model);

        Call.Run("benchmark", "--weights", _model, "--rounds", "1", "--device", "cpu", "--train").ShouldSucceed();

        File.ReadAllBytes(_model).Should().Equal(before);
    }

    [Fact]
    public void WithoutANetwork_TheCallIsWrong() =>
        Call.Run("benchmark").ShouldFail(2, "Give --weights FILE, or --model NAME or --cfg FILE for random weights.");

    [Theory]
    [InlineData(new[] { 3.0, 1, 2 }, 1, 2)]
    [InlineData(new[] { 4.0, 1, 2, 9 }, 1, 3)]
    public void RunTimes_AreSummedUpByTheShortestAndTheMiddle(double[] times, double least, double median)
    {
        var runs = new RunTimes(times);

        (runs.Least, runs.Median).Should().Be((least, median));
    }

    private static string NameOf(JsonElement row) => $"{row.GetProperty("what").GetString()} {row.GetProperty("precision").GetString()}";

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
