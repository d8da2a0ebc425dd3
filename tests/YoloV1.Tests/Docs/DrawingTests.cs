using YoloV1.Tests.Docs.Drawings;

namespace YoloV1.Tests.Docs;

/// <summary>The drawings of docs/pictures are what the code beside this draws, with the numbers of the library.</summary>
public sealed class DrawingTests
{
    public static TheoryData<string> Names => [.. Drawings.Keys];

    private static Dictionary<string, Func<string>> Drawings { get; } = new()
    {
        ["flow"] = FlowDrawing.Draw,
        ["grid"] = GridDrawing.Draw,
        ["cell"] = CellDrawing.Draw,
        ["network"] = NetworkDrawing.Draw,
        ["shared-head"] = SharedHeadDrawing.Draw,
        ["responsible"] = ResponsibleDrawing.Draw,
        ["square-root"] = RootDrawing.Draw,
        ["suppression"] = SuppressionDrawing.Draw,
        ["average-precision"] = PrecisionDrawing.Draw,
        ["learning-rate"] = ScheduleDrawing.Draw,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void TheDrawing_IsCurrent(string name) => GeneratedFile.ShouldBe($"docs/pictures/{name}.svg", Drawings[name]());
}
