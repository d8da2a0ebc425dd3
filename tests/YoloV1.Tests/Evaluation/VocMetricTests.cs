using YoloV1.Evaluation;

namespace YoloV1.Tests.Evaluation;

public class VocMetricTests
{
    private static readonly ClassNames Classes = new(["cat", "dog"]);
    private static readonly PixelBox Here = new(1, 1, 10, 10), There = new(51, 51, 60, 60);

    [Fact]
    public void Measure_GivesTheHandWorkedNumbers_ForOneMissAmongTwoHits()
    {
        TruthBox[] truths = [new("a", 0, Here), new("b", 0, Here)];
        ScoredBox[] detections = [new("b", 0, Here, 0.7), new("a", 0, There, 0.8), new("a", 0, Here, 0.9)];

        // Recall 1/2, 1/2, 1 at precision 1, 1/2, 2/3.
        Ap(VocMetric.Voc07, truths, detections).Should().BeApproximately((6 * 1 + 5 * 2 / 3.0) / 11, 1e-12);
        Ap(VocMetric.Voc10, truths, detections).Should().BeApproximately(0.5 * 1 + 0.5 * 2 / 3, 1e-12);
    }

    [Fact]
    public void Measure_LeavesAClassWithoutTruthsOutOfTheMean()
    {
        var report = VocMetric.Voc10.Measure(Classes, [new("a", 0, Here)], [new("a", 0, Here, 1), new("a", 1, Here, 1)]);

        report.Map.Should().Be(1);
        report.Classes.Should().Equal(new ClassResult("cat", 1, 1, 1), new ClassResult("dog", null, 0, 1));
    }

    [Fact]
    public void Measure_CountsAClassWithoutDetectionsAsZero()
    {
        var report = VocMetric.Voc10.Measure(Classes, [new("a", 0, Here), new("a", 1, Here)], [new("a", 0, Here, 1)]);

        report.Map.Should().Be(0.5);
        report.Classes[1].Should().Be(new ClassResult("dog", 0, 1, 0));
    }

    [Fact]
    public void Measure_CountsTheSecondDetectionOfAnObjectAsWrong_ThoughAnotherObjectIsFree()
    {
        PixelBox neighbour = new(3, 1, 12, 10);   // overlaps Here by 8 of 12 columns
        TruthBox[] truths = [new("a", 0, Here), new("a", 0, neighbour)];

        Ap(VocMetric.Voc10, truths, [new("a", 0, Here, 0.9), new("a", 0, Here, 0.8)]).Should().Be(0.5);
        Ap(VocMetric.Voc10, truths, [new("a", 0, Here, 0.9), new("a", 0, neighbour, 0.8)]).Should().Be(1);
    }

    [Fact]
    public void Measure_CountsADetectionOnAnImageWithoutObjectsAsWrong() =>
        Ap(VocMetric.Voc10, [new("a", 0, Here)], [new("b", 0, Here, 0.9), new("a", 0, Here, 0.8)]).Should().Be(0.5);

    [Fact]
    public void Measure_PassesOverDetectionsOfDifficultObjects_EvenTwice()
    {
        TruthBox[] truths = [new("a", 0, There, Difficult: true), new("a", 0, Here)];

        Ap(VocMetric.Voc10, truths, [new("a", 0, There, 0.9), new("a", 0, There, 0.8), new("a", 0, Here, 0.7)]).Should().Be(1);
    }

    [Fact]
    public void Measure_HasNoAveragePrecision_WhenAllObjectsAreDifficult()
    {
        var report = VocMetric.Voc07.Measure(Classes, [new("a", 0, Here, Difficult: true)], [new("a", 0, Here, 1)]);

        report.Map.Should().BeNull();
        report.Classes[0].Should().Be(new ClassResult("cat", null, 0, 1));
    }

    [Fact]
    public void Measure_TakesEqualScoresInTheOrderGiven()
    {
        ScoredBox right = new("a", 0, Here, 0.5), wrong = new("a", 0, There, 0.5);

        Ap(VocMetric.Voc10, [new("a", 0, Here)], [right, wrong]).Should().Be(1);
        Ap(VocMetric.Voc10, [new("a", 0, Here)], [wrong, right]).Should().Be(0.5);
    }

    [Fact]
    public void Measure_AsksForMoreThanTheThreshold_UnlessToldOtherwise()
    {
        ScoredBox[] half = [new("a", 0, new(1, 1, 10, 5), 1)];   // 50 of 100 pixels

        Ap(VocMetric.Voc10, [new("a", 0, Here)], half).Should().Be(0);
        Ap(VocMetric.Voc10 with { StrictlyOver = false }, [new("a", 0, Here)], half).Should().Be(1);
        Ap(VocMetric.Voc10, [new("a", 0, Here)], [new("a", 0, new(1, 1, 10, 6), 1)]).Should().Be(1);
    }

    [Fact]
    public void Measure_HasNoMap50_AtAnotherThreshold() =>
        (VocMetric.Voc10 with { IouThreshold = 0.75 }).Measure(Classes, [new("a", 0, Here)], []).Map50.Should().BeNull();

    [Fact]
    public void Measure_RefusesAClassThatHasNoName()
    {
        var act = () => VocMetric.Voc10.Measure(Classes, [], [new("a", 2, Here, 1)]);

        act.Should().Throw<ArgumentException>().WithMessage("Class 2 is outside 0..1*");
    }

    [Fact]
    public void IouThreshold_RefusesNumbersOutsideZeroToOne()
    {
        var act = () => VocMetric.Voc10 with { IouThreshold = 50 };

        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*50 is outside 0 to 1*");
    }

    [Fact]
    public void From_GivesBackTheInclusiveCornersOfAnAnnotation()
    {
        ImageSize size = new(500, 375);   // xmin 48, ymin 240, xmax 195, ymax 371 as edges: 47, 239, 195, 371
        var box = Box.FromPixels(47, 239, 195, 371, size);

        var truth = TruthBox.From("a", size, new(box, 0, Difficult: true));

        truth.Difficult.Should().BeTrue();
        truth.Box.X1.Should().BeApproximately(48, 1e-4);
        truth.Box.Y1.Should().BeApproximately(240, 1e-4);
        truth.Box.X2.Should().BeApproximately(195, 1e-4);
        truth.Box.Y2.Should().BeApproximately(371, 1e-4);
        ScoredBox.From("a", size, new(box, 0, 1)).Box.Should().Be(truth.Box);
    }

    private static double? Ap(VocMetric metric, TruthBox[] truths, ScoredBox[] detections) =>
        metric.Measure(Classes, truths, detections).Classes[0].Ap;
}
