using YoloV1.Evaluation;

namespace YoloV1.Tests.Evaluation;

public sealed class DetectionCurvesTests
{
    private static readonly ClassNames Classes = new(["cat", "dog", "owl"]);
    private static readonly PixelBox Here = new(1, 1, 10, 10), There = new(51, 51, 60, 60);

    private static readonly MeasuredSet Measured = MeasuredSet.From(
        Classes,
        [new("a", 0, Here), new("b", 0, Here), new("a", 1, There)],
        [
            new("a", 0, Here, 0.8), new("a", 0, There, 0.6), new("b", 0, Here, 0.4), new("b", 0, There, 0.4),
            new("a", 1, There, 0.5), new("a", 2, Here, 0.9),
        ]);

    [Fact]
    public void Of_GivesAPointForEachScore_EqualScoresTogether() =>
        DetectionCurves.Of(Measured).Classes[0].Points
            .Should().Equal(new CurvePoint(0.8, 0.5, 1), new CurvePoint(0.6, 0.5, 0.5), new CurvePoint(0.4, 1, 0.5));

    [Fact]
    public void At_TakesTheDetectionsFromTheScoreUp()
    {
        var cat = DetectionCurves.Of(Measured).Classes[0];

        cat.At(0.8).F1.Should().BeApproximately(2 * 0.5 / 1.5, 1e-12);
        cat.At(0.81).Should().Be(new CurvePoint(0.81, 0, 0));
        cat.At(0.5).Should().Be(new CurvePoint(0.6, 0.5, 0.5));
        cat.At(0).Recall.Should().Be(1);
    }

    [Fact]
    public void Envelope_IsTheBestPrecisionAtOrBeyondARecall()
    {
        DetectionCurves.Of(Measured).Classes[0].Envelope(4).Should().Equal(1, 1, 1, 0.5, 0.5);
        DetectionCurves.Of(Measured).Classes[2].Envelope(2).Should().Equal(0, 0, 0);
    }

    [Fact]
    public void Envelope_HasTheAveragePrecisionAsItsMean()
    {
        var measured = MeasuredSet.From(
            Classes, [new("a", 0, Here), new("b", 0, Here)], [new("a", 0, Here, 0.8), new("a", 0, There, 0.6), new("b", 0, Here, 0.4)]);

        DetectionCurves.Of(measured).Classes[0].Envelope(10).Average()
            .Should().BeApproximately(VocMetric.Voc07.Measure(measured).Classes[0].Ap!.Value, 1e-12);
    }

    [Fact]
    public void BestScore_HasTheHighestMeanF1OfTheClassesWithObjects()
    {
        var curves = DetectionCurves.Of(Measured);

        // From 0.5 down the dog is found; from 0.4 down both cats, with two misses.
        curves.BestScore.Should().BeLessThanOrEqualTo(0.4);
        curves.MeanF1(curves.BestScore).Should().BeApproximately((2 * 0.5 / 1.5 + 1) / 2, 1e-12);
        curves.Scores.Max().Should().Be(0.9);
    }

    [Fact]
    public void Of_HasNothingToSayOfNothing()
    {
        var curves = DetectionCurves.Of(MeasuredSet.From(Classes, [new("a", 0, Here)], []));

        curves.Classes[0].Points.Should().BeEmpty();
        curves.MeanF1(curves.BestScore).Should().Be(0);
    }
}
