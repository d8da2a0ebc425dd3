using YoloV1.Evaluation;

namespace YoloV1.Tests.Evaluation;

public sealed class ConfusionMatrixTests
{
    private const int Background = 2;

    private static readonly ClassNames Classes = new(["cat", "dog"]);
    private static readonly PixelBox Here = new(1, 1, 10, 10), There = new(51, 51, 60, 60), Away = new(81, 81, 90, 90);

    [Fact]
    public void Of_CountsRightOnesConfusedOnesMissesAndInventions()
    {
        var matrix = ConfusionMatrix.Of(MeasuredSet.From(
            Classes,
            [new("a", 0, Here), new("a", 1, There), new("b", 1, Here), new("b", 0, There)],
            [new("a", 0, Here, 0.9), new("a", 0, There, 0.8), new("b", 1, Away, 0.7), new("b", 1, Here, 0.2)]), score: 0.5);

        (matrix[0, 0], matrix[1, 0], matrix[1, 1]).Should().Be((1, 1, 0));
        (matrix[0, Background], matrix[1, Background]).Should().Be((1, 1), "one detection is below the score");
        (matrix[Background, 0], matrix[Background, 1]).Should().Be((0, 1));
    }

    [Fact]
    public void Of_GivesAnObjectToTheRightClass_ThoughAnotherScoresHigher()
    {
        var matrix = ConfusionMatrix.Of(
            MeasuredSet.From(Classes, [new("a", 0, Here)], [new("a", 1, Here, 0.9), new("a", 0, Here, 0.6)]), score: 0);

        (matrix[0, 0], matrix[0, 1], matrix[Background, 1]).Should().Be((1, 0, 1));
    }

    [Fact]
    public void Of_LeavesDifficultObjectsAndTheirDetectionsOut()
    {
        var matrix = ConfusionMatrix.Of(
            MeasuredSet.From(Classes, [new("a", 0, Here, Difficult: true)], [new("a", 0, Here, 0.9)]), score: 0);

        Enumerable.Range(0, 9).Sum(i => matrix[i / 3, i % 3]).Should().Be(0);
    }

    [Fact]
    public void Of_CountsEveryObjectAndEveryDetectionOnce()
    {
        var measured = MeasuredSet.From(
            Classes,
            [.. Enumerable.Range(0, 30).Select(i => new TruthBox($"{i % 7}", i % 2, new(i, i, i + 20, i + 20)))],
            [.. Enumerable.Range(0, 60).Select(i =>
                new ScoredBox($"{i % 9}", i % 3 % 2, new(i % 31, i % 29, i % 31 + 20, i % 29 + 20), i / 60.0))]);

        var matrix = ConfusionMatrix.Of(measured, score: 0.25);

        var objects = Enumerable.Range(0, 2).Sum(truth => Enumerable.Range(0, 3).Sum(detected => matrix[truth, detected]));
        var detections = Enumerable.Range(0, 3).Sum(truth => Enumerable.Range(0, 2).Sum(detected => matrix[truth, detected]));
        (objects, detections).Should().Be((30, 45));
    }

    [Fact]
    public void JudgedImage_SaysWhatBecameOfEach()
    {
        var images = JudgedImage.Of(MeasuredSet.From(
            Classes,
            [new("a", 0, Here), new("a", 0, There), new("b", 1, Here, Difficult: true)],
            [new("a", 0, Here, 0.9), new("a", 0, Here, 0.8), new("a", 0, There, 0.1), new("b", 1, Here, 0.9)]), score: 0.5);

        images.Select(image => (image.Image, image.Missed, image.Wrong)).Should().Equal(("a", 1, 1), ("b", 0, 0));
        images[0].Truths.Select(truth => truth.Found).Should().Equal(true, false);
        images[0].Detections.Select(found => found.Right).Should().Equal(true, false);
    }
}
