using CsCheck;
using YoloV1.Evaluation;

namespace YoloV1.Tests.Evaluation;

public class CocoMetricTests
{
    private static readonly ClassNames Classes = new(["cat", "dog"]);
    private static readonly PixelBox Here = PixelBox.FromCoco(0, 0, 100, 100), There = PixelBox.FromCoco(200, 200, 100, 100);

    // Few places and sizes, so that overlaps at the thresholds, ties in score and objects at the bounds of sizes are common.
    private static readonly Gen<PixelBox> Boxes = Gen.Select(
        Gen.Int[0, 4], Gen.Int[0, 2], Gen.OneOfConst(16, 20, 32, 40, 96, 100), Gen.OneOfConst(20, 32, 64, 96))
        .Select((x, y, width, height) => PixelBox.FromCoco(x * 8, y * 8, width, height));

    private static readonly Gen<string> Images = Gen.OneOfConst("a", "b", "c", "d");

    private static readonly Gen<TruthBox> Truths = Gen.Select(Images, Gen.Int[0, 1], Boxes, Gen.Int[0, 4], Gen.Int[0, 3])
        .Select((image, id, box, crowd, area) => new TruthBox(image, id, box, Crowd: crowd == 0, Area: area == 0 ? 900 : null));

    private static readonly Gen<ScoredBox> Detections = Gen.Select(Images, Gen.Int[0, 1], Boxes, Gen.Int[1, 9])
        .Select((image, id, box, score) => new ScoredBox(image, id, box, score / 10.0));

    [Fact]
    public void Measure_AgreesWithThePlainReference() =>
        Gen.Select(Truths.Array[0, 12], Detections.Array[0, 40]).Sample((truths, detections) =>
        {
            var set = new MeasuredSet(Classes, ["d", "a", "c", "b"], truths, detections);
            var expected = new PlainCoco(set).Numbers();

            var actual = NumbersOf(CocoMetric.Default.Measure(set).Coco!);

            for (var i = 0; i < expected.Length; i++)
                Assert.True(
                    actual[i] is null ? expected[i] is null : Math.Abs(actual[i]!.Value - expected[i]!.Value) < 1e-9,
                    $"number {i}: {actual[i]} is not {expected[i]}");
        }, iter: 150);

    [Fact]
    public void Measure_GivesTheHandWorkedNumbers_ForOneMissAmongTwoHits()
    {
        TruthBox[] truths = [new("a", 0, Here), new("b", 0, Here)];
        ScoredBox[] detections = [new("b", 0, Here, 0.7), new("a", 0, There, 0.8), new("a", 0, Here, 0.9)];

        // Recall 1/2, 1/2, 1 at precision 1, 1/2, 2/3, at every threshold: 51 points up to 0.5, and 50 beyond.
        Measure(truths, detections).Ap.Should().BeApproximately((51 * 1 + 50 * 2 / 3.0) / 101, 1e-12);
    }

    [Fact]
    public void Measure_TakesTheThresholdItself()
    {
        var half = Measure([new("a", 0, Here)], [new("a", 0, PixelBox.FromCoco(0, 0, 100, 50), 1)]);

        half.Ap50.Should().Be(1);
        half.Ap.Should().BeApproximately(0.1, 1e-12);
        half.Ap75.Should().Be(0);
        half.Ar100.Should().BeApproximately(0.1, 1e-12);
    }

    [Fact]
    public void Measure_GivesTheSecondDetectionAnotherFreeObject()
    {
        var neighbour = PixelBox.FromCoco(10, 0, 100, 100);
        TruthBox[] truths = [new("a", 0, Here), new("a", 0, neighbour)];

        Measure(truths, [new("a", 0, Here, 0.9), new("a", 0, Here, 0.8)]).Ap50.Should().Be(1);
    }

    [Fact]
    public void Measure_CountsTwoDetectionsOfOneObjectAsOneHitAndOneMiss() =>
        Measure([new("a", 0, Here), new("b", 0, Here)], [new("a", 0, Here, 0.9), new("a", 0, Here, 0.8), new("b", 0, Here, 0.7)])
            .Ap50.Should().BeApproximately((51 + 50 * 2 / 3.0) / 101, 1e-12);

    [Fact]
    public void Measure_PassesOverAnyNumberOfDetectionsInACrowd()
    {
        TruthBox[] truths = [new("a", 0, There, Crowd: true), new("a", 0, Here)];
        var part = PixelBox.FromCoco(210, 210, 20, 20);   // all of it lies in the crowd, and little of the crowd in it

        Measure(truths, [new("a", 0, part, 0.9), new("a", 0, part, 0.8), new("a", 0, Here, 0.7)]).Ap.Should().Be(1);
    }

    [Fact]
    public void Measure_PrefersAnObjectThatCountsToACrowdThatOverlapsMore() =>
        Measure([new("a", 0, Here, Crowd: true), new("a", 0, PixelBox.FromCoco(0, 0, 100, 60))], [new("a", 0, Here, 1)]).Ap50
            .Should().Be(1);

    [Fact]
    public void Measure_CountsDifficultObjectsLikeAll() =>
        Measure([new("a", 0, Here, Difficult: true)], [new("a", 0, Here, 1)]).Ap.Should().Be(1);

    [Fact]
    public void Measure_GoesByTheObjectsOwnArea_BothBoundsIncluded()
    {
        var numbers = Measure([new("a", 0, Here, Area: 1024)], [new("a", 0, Here, 1)]);

        numbers.ApSmall.Should().Be(1);
        numbers.ApMedium.Should().Be(1);
        numbers.ApLarge.Should().BeNull();
    }

    [Fact]
    public void Measure_TakesTheHundredBestOfAnImage_AndOneOrTenForTheFirstRecalls()
    {
        var misses = Enumerable.Range(0, 100).Select(i => new ScoredBox("a", 0, There, 0.9 - i * 0.001));
        ScoredBox hit = new("a", 0, Here, 0.5);

        Measure([new("a", 0, Here)], [.. misses, hit]).Ar100.Should().Be(0);
        Measure([new("a", 0, Here)], [.. misses.Skip(1), hit]).Ar100.Should().Be(1);
        Measure([new("a", 0, Here)], [.. misses.Take(9), hit]).Ar10.Should().Be(1);
        Measure([new("a", 0, Here)], [.. misses.Take(9), hit]).Ar1.Should().Be(0);
    }

    [Fact]
    public void Measure_LeavesAClassWithoutTruthsOut_AndCountsOneWithoutDetectionsAsZero()
    {
        var report = CocoMetric.Default.Measure(Classes, [new("a", 0, Here)], [new("a", 1, Here, 1)]);

        report.Map.Should().Be(0);
        report.Classes.Should().Equal(new ClassResult("cat", 0, 1, 0) { Ap50 = 0 }, new ClassResult("dog", null, 0, 1));
    }

    [Fact]
    public void Measure_CountsADetectionOnAnImageWithoutObjectsAsWrong() =>
        Measure([new("a", 0, Here)], [new("b", 0, Here, 0.9), new("a", 0, Here, 0.8)]).Ap50.Should().Be(0.5);

    [Fact]
    public void Measure_HasNoNumbers_WhenNothingIsToBeFound() =>
        NumbersOf(Measure([new("a", 0, Here, Crowd: true)], [new("a", 0, Here, 1)])).Should().OnlyContain(number => number == null);

    [Fact]
    public void Measure_TakesEqualScoresInTheOrderOfTheImages()
    {
        TruthBox[] truths = [new("b", 0, Here)];
        ScoredBox[] detections = [new("a", 0, Here, 0.5), new("b", 0, Here, 0.5)];

        CocoMetric.Default.Measure(new MeasuredSet(Classes, ["a", "b"], truths, detections)).Map50.Should().Be(0.5);
        CocoMetric.Default.Measure(new MeasuredSet(Classes, ["b", "a"], truths, detections)).Map50.Should().Be(1);
    }

    private static CocoNumbers Measure(TruthBox[] truths, ScoredBox[] detections) =>
        CocoMetric.Default.Measure(Classes, truths, detections).Coco!;

    private static double?[] NumbersOf(CocoNumbers numbers) =>
    [
        numbers.Ap, numbers.Ap50, numbers.Ap75, numbers.ApSmall, numbers.ApMedium, numbers.ApLarge,
        numbers.Ar1, numbers.Ar10, numbers.Ar100, numbers.ArSmall, numbers.ArMedium, numbers.ArLarge,
    ];
}
