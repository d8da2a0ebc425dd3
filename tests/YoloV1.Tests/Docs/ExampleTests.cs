using System.Xml.Linq;
using YoloV1.Inference;

namespace YoloV1.Tests.Docs;

/// <summary>The examples in the documentation of types are programs.</summary>
public sealed class ExampleTests
{
    private static readonly Dictionary<string, string> Examples = XDocument
        .Load(Path.ChangeExtension(typeof(Detector).Assembly.Location, ".xml")).Descendants("member")
        .Where(member => member.Element("example") is not null)
        .ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("example")!.Value);

    [Theory]
    [InlineData("T:YoloV1.Inference.Detector")]
    [InlineData("T:YoloV1.Training.Trainer")]
    [InlineData("T:YoloV1.Training.TrainingOptions")]
    [InlineData("T:YoloV1.Data.Datasets")]
    [InlineData("T:YoloV1.Models.YoloV1Model")]
    [InlineData("T:YoloV1.Models.YoloV1Config")]
    [InlineData("T:YoloV1.Evaluation.Evaluator")]
    [InlineData("T:YoloV1.Drawing.DetectionPainter")]
    [InlineData("T:YoloV1.Drawing.GridPainter")]
    [InlineData("T:YoloV1.Weights.ModelFile")]
    [InlineData("T:YoloV1.Weights.WeightsFile")]
    [InlineData("T:YoloV1.Runtime.TorchRuntime")]
    public void ATypeToStartWith_HasAnExample(string type) => Examples.Should().ContainKey(type);

    [Fact]
    public void EveryExample_Compiles()
    {
        foreach (var (member, code) in Examples)
            new CodeProgram($"#:property YoloV1GlobalUsings=true\n{code}").Errors.Should().BeEmpty($"the example of {member} is C#");
    }
}
