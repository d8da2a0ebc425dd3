using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using YoloV1.Evaluation;

namespace YoloV1.Tests.Evaluation;

/// <summary>Against numbers of the reference evaluation script, on its own file formats.</summary>
public class VocGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden", "Data", "eval-a");
    private static readonly ClassNames Classes = new(["class1", "class2", "class3", "class4", "class5"]);

    [Theory]
    [InlineData("voc07")]
    [InlineData("voc10")]
    public void Measure_AgreesWithTheReferenceScript(string protocol)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json")));
        var expected = document.RootElement.GetProperty(protocol);
        var metric = protocol == "voc07" ? VocMetric.Voc07 : VocMetric.Voc10;

        var report = metric.Measure(Classes, Truths(), Detections());

        report.Protocol.Should().Be(protocol);
        report.Map.Should().BeApproximately(expected.GetProperty("map").GetDouble(), 1e-9);
        report.Map50.Should().Be(report.Map);
        foreach (var result in report.Classes.SkipLast(1))
            result.Ap.Should().BeApproximately(expected.GetProperty("classes").GetProperty(result.Name).GetDouble(), 1e-9, result.Name);
        report.Classes[^1].Ap.Should().BeNull();   // nothing of class5 is to be found
    }

    private static List<TruthBox> Truths() => [.. Directory.GetFiles(Path.Combine(Folder, "voc", "Annotations")).Order().SelectMany(path =>
        XDocument.Load(path).Descendants("object").Select(item =>
        {
            double Corner(string name) => double.Parse(item.Element("bndbox")!.Element(name)!.Value, CultureInfo.InvariantCulture);
            return new TruthBox(
                Path.GetFileNameWithoutExtension(path),
                Classes.IndexOf(item.Element("name")!.Value),
                new(Corner("xmin"), Corner("ymin"), Corner("xmax"), Corner("ymax")),
                item.Element("difficult")!.Value == "1");
        }))];

    private static List<ScoredBox> Detections() => [.. Classes.SelectMany((name, id) =>
        File.ReadLines(Path.Combine(Folder, "voc", "comp4", $"comp4_det_test_{name}.txt")).Select(line =>
        {
            var words = line.Split(' ');
            var numbers = words.Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            return new ScoredBox(words[0], id, new(numbers[1], numbers[2], numbers[3], numbers[4]), numbers[0]);
        }))];
}
