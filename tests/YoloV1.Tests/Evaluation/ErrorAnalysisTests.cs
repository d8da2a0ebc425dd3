using YoloV1.Evaluation;

namespace YoloV1.Tests.Evaluation;

public sealed class ErrorAnalysisTests
{
    private static readonly ClassNames Classes = new(["cat", "dog", "car"]);
    private static readonly PixelBox Here = new(1, 1, 10, 10), There = new(51, 51, 60, 60);

    // Of 100 pixels: 60, 30, 8 and 0 shared with Here.
    private static readonly PixelBox Near = new(1, 1, 10, 6), Loose = new(1, 8, 10, 17), Touching = new(1, 10, 10, 18), Away = new(
        81, 81, 90, 90);

    [Fact]
    public void Of_SortsEachKindAsThePaperDefinesIt()
    {
        Kind(Here, 0).Should().Be(ErrorKind.Correct);
        Kind(Near, 0).Should().Be(ErrorKind.Correct, "the IoU is 0.6");
        Kind(Loose, 0).Should().Be(ErrorKind.Localization, "the IoU is 30 of 170");
        Kind(Touching, 0).Should().Be(ErrorKind.Background, "the IoU is 10 of 180");
        Kind(Here, 1).Should().Be(ErrorKind.Similar, "cats and dogs are animals");
        Kind(Loose, 1).Should().Be(ErrorKind.Similar);
        Kind(Touching, 1).Should().Be(ErrorKind.Background);
        Kind(Here, 2).Should().Be(ErrorKind.Other, "a car is none");
        Kind(Away, 2).Should().Be(ErrorKind.Background);
    }

    [Fact]
    public void Of_CountsTheSecondDetectionOfAnObjectAsLocalization() =>
        Counts(0, [new("a", 0, Here), new("b", 0, There)], [new("a", 0, Here, 0.9), new("a", 0, Here, 0.8)]).Should().Equal(1, 1, 0, 0, 0);

    [Fact]
    public void Of_LooksAtAsManyDetectionsAsThereAreObjects() =>
        Counts(0, [new("a", 0, Here)], [new("a", 0, Away, 0.9), new("a", 0, Here, 0.8)]).Should().Equal(0, 0, 0, 0, 1);

    [Fact]
    public void Of_PassesOverDetectionsOfDifficultObjectsAndCrowds_AndDoesNotCountThem() =>
        Counts(
            0,
            [new("a", 0, Here), new("a", 0, There, Difficult: true), new("b", 0, There, Crowd: true)],
            [new("a", 0, There, 0.9), new("b", 0, There, 0.8), new("a", 0, Here, 0.7)])
            .Should().Equal(1, 0, 0, 0, 0);

    [Fact]
    public void Of_PrefersTheNearerExcuse_OfSeveral()
    {
        TruthBox[] truths = [new("a", 2, Here), new("a", 1, Here), new("a", 0, There)];

        Counts(0, truths, [new("a", 0, Here, 0.9)]).Should().Equal([0, 0, 1, 0, 0], "a dog is there beside the car");
        Counts(0, [.. truths, new("a", 0, Loose), new("a", 0, Away)], [new("a", 0, Here, 0.9)])
            .Should().Equal([0, 1, 0, 0, 0], "and a cat not quite");
    }

    [Fact]
    public void Of_TakesOtherGroups()
    {
        var measured = MeasuredSet.From(Classes, [new("a", 0, Here), new("a", 2, There)], [new("a", 2, Here, 0.9)]);

        ErrorAnalysis.Of(measured, SimilarClasses.Parse("cat, car; dog")).Classes[2][ErrorKind.Similar].Should().Be(1);
        ErrorAnalysis.Of(measured).Classes[2][ErrorKind.Other].Should().Be(1);
    }

    [Fact]
    public void Share_IsTheMeanOfTheClasses_WithoutThoseThatHaveNone()
    {
        var errors = ErrorAnalysis.Of(MeasuredSet.From(
            Classes,
            [new("a", 0, Here), new("b", 0, Here), new("a", 1, There)],
            [new("a", 0, Here, 0.9), new("b", 0, Away, 0.8), new("a", 1, There, 0.7), new("a", 2, There, 0.7)]));

        errors.Share(ErrorKind.Correct).Should().Be(0.75, "half of the cats and all dogs");
        errors.Share(ErrorKind.Background).Should().Be(0.25);
        ErrorAnalysis.Of(MeasuredSet.From(Classes, [new("a", 0, Here)], [])).Share(ErrorKind.Correct).Should().BeNull();
    }

    [Fact]
    public void Voc_HasTheGroupsOfItsClasses()
    {
        SimilarClasses.Voc.AreSimilar("horse", "person").Should().BeTrue();
        SimilarClasses.Voc.AreSimilar("bird", "aeroplane").Should().BeTrue();
        SimilarClasses.Voc.AreSimilar("bird", "boat").Should().BeFalse();
        SimilarClasses.Voc.AreSimilar("bottle", "bottle").Should().BeFalse();
    }

    private static ErrorKind Kind(PixelBox box, int classId)
    {
        // One object of each class, so that one detection of each is looked at.
        var counts = Counts(classId, [new("a", 0, Here), new("b", 1, There), new("b", 2, There)], [new("a", classId, box, 0.9)]);
        return (ErrorKind)counts.ToList().IndexOf(1);
    }

    private static IReadOnlyList<int> Counts(int classId, TruthBox[] truths, ScoredBox[] detections) =>
        ErrorAnalysis.Of(MeasuredSet.From(Classes, truths, detections)).Classes[classId].Counts;
}
