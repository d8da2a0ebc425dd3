using CsCheck;
using YoloV1.Geometry;

namespace YoloV1.Tests.Geometry;

public class FusedSuppressionTests
{
    [Fact]
    public void Keep_TakesTheMeanOfTheBoxesThatOverlap_WeightedByScore()
    {
        Detection[] detections = [new(Square(0.30f), 0, 0.3f), new(Square(0.34f), 0, 0.9f)];

        FusedSuppression.Keep(detections, 0.2f, 0.4f).Should().Be(1);

        detections[0].Score.Should().Be(0.9f);
        detections[0].Box.CenterX.Should().BeApproximately((0.3f * 0.30f + 0.9f * 0.34f) / 1.2f, 1e-6f);
        detections[0].Box.Width.Should().BeApproximately(0.2f, 1e-6f);
    }

    [Fact]
    public void Keep_CountsNoBoxOfALowScoreAnotherClassOrAnotherPlace()
    {
        var best = new Detection(Square(0.3f), 0, 0.9f);
        Detection[] detections = [best, new(Square(0.31f), 0, 0.17f), new(Square(0.31f), 1, 0.4f), new(Square(0.5f), 0, 0.4f)];

        FusedSuppression.Keep(detections, 0.5f, 0.4f).Should().Be(1);

        ShouldBe(detections[0], best);
    }

    [Fact]
    public void Keep_HearsAVoteOfAnotherClass_WhenItIsClassAgnostic()
    {
        Detection[] detections = [new(Square(0.3f), 0, 0.6f), new(Square(0.33f), 1, 0.3f)];

        FusedSuppression.Keep(detections, 0.2f, 0.4f, classAgnostic: true).Should().Be(1);

        ShouldBe(detections[0], new(Square(0.31f), 0, 0.6f));
    }

    [Fact]
    public void Keep_AgreesWithItsDefinition() =>
        Gen.Select(Detections.Array[0, 60], Gen.Float[0, 1], Gen.Float[0, 1], Gen.Bool).Sample((detections, score, iou, classAgnostic) =>
        {
            var expected = ByDefinition(detections, score, iou, classAgnostic);
            var kept = FusedSuppression.Keep(detections, score, iou, classAgnostic);
            kept.Should().Be(expected.Count);
            for (var i = 0; i < kept; i++)
                ShouldBe(detections[i], expected[i]);
        });

    [Fact]
    public void AHigherThreshold_DropsDetectionsAndChangesNone() =>
        Gen.Select(Detections.Array[0, 60], Gen.Float[0.1f, 1]).Sample((detections, threshold) =>
        {
            Detection[] candidates = [.. detections.Where(detection => detection.Score > FusedSuppression.VotingShare * threshold)];
            var all = FusedSuppression.Keep(detections, 0, 0.4f);
            var few = FusedSuppression.Keep(candidates, threshold, 0.4f);
            return detections.Take(all).Where(detection => detection.Score > threshold).SequenceEqual(candidates.Take(few));
        });

    // What a network gone wrong gives takes no other box with it.
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(0)]
    public void Keep_LeavesABoxThatIsNone_ToItself(float extent)
    {
        var none = new Detection(Square(0.3f) with { Width = extent }, 0, 0.8f);
        Detection[] detections = [new(Square(0.3f), 0, 0.9f), none];

        FusedSuppression.Keep(detections, 0.2f, 0.4f).Should().Be(2);

        ShouldBe(detections[0], new(Square(0.3f), 0, 0.9f));
        detections[1].Should().Be(none);
    }

    [Fact]
    public void Keep_RefusesAThresholdOutsideZeroToOne() =>
        FluentActions.Invoking(() => FusedSuppression.Keep([], 0, 1.1f)).Should().Throw<ArgumentOutOfRangeException>();

    private static List<Detection> ByDefinition(Detection[] candidates, float score, float iou, bool classAgnostic) =>
    [
        .. NonMaxSuppression.ByDefinition(candidates.Where(candidate => candidate.Score > score), iou, classAgnostic).Select(kept =>
        {
            var voters = candidates.Where(other => (classAgnostic || other.ClassId == kept.ClassId)
                && other.Score > 0.2f * kept.Score && Iou.Of(other.Box, kept.Box) > iou).ToList();
            float Mean(Func<Box, float> value) => voters.Sum(other => other.Score * value(other.Box)) / voters.Sum(other => other.Score);
            return voters.Count == 0 ? kept : kept with
            {
                Box = new(Mean(box => box.CenterX), Mean(box => box.CenterY), Mean(box => box.Width), Mean(box => box.Height)),
            };
        }),
    ];

    private static Box Square(float center) => new(center, center, 0.2f, 0.2f);

    private static void ShouldBe(Detection actual, Detection expected)
    {
        (actual.ClassId, actual.Score).Should().Be((expected.ClassId, expected.Score));
        Math.Abs(actual.Box.CenterX - expected.Box.CenterX).Should().BeLessThan(1e-5f);
        Math.Abs(actual.Box.CenterY - expected.Box.CenterY).Should().BeLessThan(1e-5f);
        Math.Abs(actual.Box.Width - expected.Box.Width).Should().BeLessThan(1e-5f);
        Math.Abs(actual.Box.Height - expected.Box.Height).Should().BeLessThan(1e-5f);
    }

    private static Gen<Detection> Detections { get; } = Gen.Select(
        Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 8], Gen.Int[1, 8], Gen.Int[0, 2], Gen.Int[0, 100],
        (x, y, w, h, classId, score) => new Detection(new(x / 8f, y / 8f, w / 16f, h / 16f), classId, score / 100f));
}
