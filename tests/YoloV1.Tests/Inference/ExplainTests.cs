using YoloV1.Inference;

namespace YoloV1.Tests.Inference;

public sealed class ExplainTests
{
    [Fact]
    public void Explain_TellsWhichCellAnswers_AndWhatEveryCellSays()
    {
        using var model = RedFinder.Create();
        using var detector = new Detector(model, RedFinder.Classes);
        var image = RedFinder.Paint(0, 153, 255, 0);

        var prediction = detector.Explain(image);

        prediction.Grid.Should().Be(new GridShape(2, 1, 2));
        prediction.Detections.Select(found => found.Detection).Should().Equal(detector.Detect(image)).And.HaveCount(2);
        prediction.Detections.Select(found => (found.Row, found.Column, found.BoxIndex)).Should().Equal((1, 0, 0), (0, 1, 0));
        prediction.Cells.Select(cell => (cell.Row, cell.Column)).Should().Equal((0, 0), (0, 1), (1, 0), (1, 1));
        prediction.Cells.Select(cell => cell.Boxes.Single().Confidence).Should().Equal(0, 0.6f, 1, 0);
        prediction.Cells.Should().OnlyContain(cell => cell.ClassId == 0 && cell.Probability == 1);
    }

    [Fact]
    public void Explain_HoldsToTheThresholdsOfTheCall_AndClipsDetectionsAlone()
    {
        using var model = RedFinder.Create(side: 1);
        using var detector = new Detector(model, RedFinder.Classes);

        var prediction = detector.Explain(RedFinder.Paint(0, 153, 255, 0), new() { Score = 0.7f });

        var found = prediction.Detections.Should().ContainSingle().Subject;
        found.Detection.Box.Should().Be(Box.FromCorners(0, 0.25f, 0.75f, 1));
        prediction.Cells[2].Boxes[found.BoxIndex].Box.Should().Be(new Box(0.25f, 0.75f, 1, 1));
    }
}
