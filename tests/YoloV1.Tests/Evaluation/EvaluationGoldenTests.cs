using System.Text.Json;
using YoloV1.Evaluation;
using YoloV1.Tests.Golden;

namespace YoloV1.Tests.Evaluation;

/// <summary>Against numbers of the reference evaluators, from every pair of file formats that they come in.</summary>
public class EvaluationGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "Data", "eval-a");
    private static readonly JsonElement Expected = GoldenFile.Read(Path.Combine("eval-a", "expected.json"));

    public static TheoryData<string, string> Files => new()
    {
        { "detections.json", "truth.json" },
        { "detections.json", "voc" },
        { Path.Combine("voc", "comp4"), "truth.json" },
        { Path.Combine("voc", "comp4"), "voc" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Voc_AgreesWithTheScriptOfFastRcnn(string detections, string truth)
    {
        var measured = Read(detections, truth);
        foreach (var metric in new[] { VocMetric.Voc07, VocMetric.Voc10 })
        {
            var expected = Expected.GetProperty(metric.Name);

            var report = metric.Measure(measured);

            report.Protocol.Should().Be(metric.Name);
            report.Map.Should().BeApproximately(expected.Double("map"), 1e-9);
            report.Map50.Should().Be(report.Map);
            foreach (var name in new[] { "class1", "class2", "class3", "class4" })
                report.Classes.Single(result => result.Name == name).Ap
                    .Should().BeApproximately(expected.GetProperty("classes").Double(name), 1e-9, name);
            report.Classes.Count(result => result.Ap is not null).Should().Be(4, "nothing of class5 is to be found");
        }
    }

    // A VOC folder has no crowds, so COCO's numbers need the COCO file.
    [Theory]
    [InlineData("detections.json")]
    [InlineData("voc/comp4")]
    public void Coco_AgreesWithCocosOwnProgram(string detections)
    {
        var expected = Expected.GetProperty("coco");

        var report = CocoMetric.Default.Measure(Read(detections, "truth.json"));

        var numbers = report.Coco!;
        report.Protocol.Should().Be("coco");
        report.Map.Should().Be(numbers.Ap);
        report.Map50.Should().Be(numbers.Ap50);
        foreach (var (name, value) in new[]
        {
            ("AP", numbers.Ap), ("AP50", numbers.Ap50), ("AP75", numbers.Ap75),
            ("APsmall", numbers.ApSmall), ("APmedium", numbers.ApMedium), ("APlarge", numbers.ApLarge),
            ("AR1", numbers.Ar1), ("AR10", numbers.Ar10), ("AR100", numbers.Ar100),
            ("ARsmall", numbers.ArSmall), ("ARmedium", numbers.ArMedium), ("ARlarge", numbers.ArLarge),
        })
            value.Should().BeApproximately(expected.Double(name), 1e-9, name);
        foreach (var (result, wanted) in report.Classes.Zip(expected.GetProperty("classes").EnumerateArray()))
        {
            result.Name.Should().Be(wanted.GetProperty("name").GetString());
            ShouldBe(result.Ap, wanted.GetProperty("ap"));
            ShouldBe(result.Ap50, wanted.GetProperty("ap50"));
        }
    }

    private static void ShouldBe(double? value, JsonElement wanted)
    {
        if (wanted.ValueKind == JsonValueKind.Null)
            value.Should().BeNull();
        else
            value.Should().BeApproximately(wanted.GetDouble(), 1e-9);
    }

    private static MeasuredSet Read(string detections, string truth) =>
        DetectionFiles.Read(Path.Combine(Folder, detections), Path.Combine(Folder, truth), split: null, warnings: []);
}
