using CsCheck;
using YoloV1.Geometry;

namespace YoloV1.Tests.Geometry;

public class NonMaxSuppressionTests
{
    // Half as high as the other and inside it: an IoU of exactly 0.5.
    private static readonly Box Whole = Box.FromCorners(0, 0, 0.5f, 0.5f);
    private static readonly Box Half = Box.FromCorners(0, 0, 0.5f, 0.25f);

    [Theory]
    [InlineData(0.5f, 2)]
    [InlineData(0.49999997f, 1)]
    public void Keep_DropsTheLowerScore_OnlyWhenOverlapPassesTheThreshold(float threshold, int expected)
    {
        Detection[] detections = [new(Half, 0, 0.6f), new(Whole, 0, 0.9f)];

        NonMaxSuppression.Keep(detections, threshold).Should().Be(expected);
        detections[0].Score.Should().Be(0.9f);
    }

    [Fact]
    public void Keep_LeavesBoxesOfDifferentClasses()
    {
        Detection[] detections = [new(Whole, 0, 0.9f), new(Whole, 1, 0.8f)];

        NonMaxSuppression.Keep(detections, 0.1f).Should().Be(2);
    }

    [Fact]
    public void Keep_DropsTheLowerScoreOfAnotherClass_WhenItIsClassAgnostic()
    {
        Detection[] detections = [new(Whole, 0, 0.8f), new(Whole, 1, 0.9f)];

        var kept = NonMaxSuppression.Keep(detections, 0.1f, classAgnostic: true);

        detections[..kept].Should().Equal(new Detection(Whole, 1, 0.9f));
    }

    [Fact]
    public void Keep_LeavesABoxThatOnlyADroppedOneCovers()
    {
        Detection left = new(Box.FromCorners(0, 0, 0.4f, 1), 0, 0.9f),
            middle = new(Box.FromCorners(0.1f, 0, 0.5f, 1), 0, 0.8f),
            right = new(Box.FromCorners(0.2f, 0, 0.6f, 1), 0, 0.7f);   // neighbours: 0.3 / 0.5; the outer two: 0.2 / 0.6
        Detection[] detections = [middle, right, left];

        var kept = NonMaxSuppression.Keep(detections, 0.5f);

        detections[..kept].Should().Equal(left, right);
    }

    [Fact]
    public void Keep_LetsEqualScoresKeepTheirOrder_AndPutsNaNLast()
    {
        float[] scores = [float.NaN, -0f, 0f, 0.5f, -1, 0.5f];
        var detections = scores.Select((score, classId) => new Detection(Whole, classId, score)).ToArray();

        NonMaxSuppression.Keep(detections, 0.5f).Should().Be(6);

        detections.Select(detection => detection.ClassId).Should().Equal(3, 5, 1, 2, 4, 0);
    }

    [Fact]
    public void Keep_AgreesWithItsDefinition() =>
        Gen.Select(Detections.Array[0, 100], Gen.Float[0, 1], Gen.Bool).Sample((detections, threshold, classAgnostic) =>
        {
            var expected = NonMaxSuppression.ByDefinition(detections, threshold, classAgnostic);
            var kept = NonMaxSuppression.Keep(detections, threshold, classAgnostic);
            return detections.AsSpan(0, kept).SequenceEqual(expected.ToArray());
        });

    [Fact]
    public void Keep_AgreesWithItsDefinition_OnManySmallBoxes()
    {
        var random = new Random(1);
        var detections = new Detection[3000];
        foreach (ref var detection in detections.AsSpan())
            detection = new(SmallBox(random), random.Next(3), random.NextSingle());
        var expected = NonMaxSuppression.ByDefinition(detections, 0.1f);

        detections[..NonMaxSuppression.Keep(detections, 0.1f)].Should().Equal(expected);
        expected.Should().HaveCountGreaterThan(1000);
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    [InlineData(float.NaN)]
    public void Keep_RefusesAThresholdOutsideZeroToOne(float threshold)
    {
        var act = () => NonMaxSuppression.Keep([], threshold);

        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*outside 0 to 1*");
    }

    // What no box of an image is, as a network gone wrong gives it, covers and is covered by the same arithmetic.
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(0)]
    public void Keep_AgreesWithItsDefinition_OnBoxesThatAreNone(float extent)
    {
        Detection[] detections =
        [
            new(Whole, 0, 0.9f),
            new(Whole with { Width = extent }, 0, 0.8f),
            new(new(extent, 0.2f, 0.3f, 0.3f), 0, 0.7f),
            new(Half, 0, 0.6f),
        ];
        var expected = NonMaxSuppression.ByDefinition(detections, 0.3f);

        detections[..NonMaxSuppression.Keep(detections, 0.3f)].Should().Equal(expected);
    }

    // Few values, so that scores tie, boxes overlap, and classes are some that lie apart by a power of two.
    private static Gen<Detection> Detections { get; } = Gen.Select(
        Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 4], Gen.Int[1, 4], Gen.OneOfConst(0, 1, 128, 1024), Gen.Int[0, 9],
        (x, y, w, h, classId, score) => new Detection(new(x / 8f, y / 8f, w / 16f, h / 16f), classId, score / 10f));

    private static Box SmallBox(Random random) =>
        new(random.NextSingle(), random.NextSingle(), 0.1f * random.NextSingle(), 0.1f * random.NextSingle());
}
