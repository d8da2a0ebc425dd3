using CsCheck;
using YoloV1.Geometry;

namespace YoloV1.Tests.Geometry;

public class SoftSuppressionTests
{
    // Half as high as the other and inside it: an IoU of exactly 0.5.
    private static readonly Box Whole = Box.FromCorners(0, 0, 0.5f, 0.5f);
    private static readonly Box Half = Box.FromCorners(0, 0, 0.5f, 0.25f);

    [Fact]
    public void Keep_LowersTheScoreOfABoxThatOverlapsABetterOne()
    {
        Detection[] detections = [new(Half, 0, 0.8f), new(Whole, 0, 0.9f), new(Half, 1, 0.7f)];

        SoftSuppression.Keep(detections, 0.1f, 0.5f).Should().Be(3);

        detections.Select(detection => detection.ClassId).Should().Equal(0, 1, 0);
        detections[2].Score.Should().BeApproximately(0.8f * MathF.Exp(-1), 1e-6f);
    }

    [Fact]
    public void Keep_DropsWhatFallsToTheThreshold()
    {
        Detection[] detections = [new(Whole, 0, 0.9f), new(Half, 0, 0.8f), new(Half, 0, 0.2f)];

        SoftSuppression.Keep(detections, 0.25f, 0.5f).Should().Be(2);
    }

    [Fact]
    public void Keep_AgreesWithItsDefinition() =>
        Gen.Select(Detections.Array[0, 60], Gen.Float[0, 1], Gen.Float[0, 1], Gen.Bool).Sample((detections, score, width, classAgnostic) =>
        {
            var expected = ByDefinition(detections, score, width, classAgnostic);
            var kept = SoftSuppression.Keep(detections, score, width, classAgnostic);
            return detections.AsSpan(0, kept).SequenceEqual(expected.ToArray());
        });

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void Keep_RefusesAWidthOutsideZeroToOne(float width) =>
        FluentActions.Invoking(() => SoftSuppression.Keep([], 0, width)).Should().Throw<ArgumentOutOfRangeException>();

    private static List<Detection> ByDefinition(Detection[] candidates, float score, float width, bool classAgnostic)
    {
        var (left, kept) = (candidates.OrderByDescending(one => one.Score).ToList(), new List<Detection>());
        while (left.Count > 0 && left.MaxBy(one => one.Score) is var best && best.Score > score)
        {
            kept.Add(best);
            left.Remove(best);
            left = [.. left.Select(other => classAgnostic || other.ClassId == best.ClassId ? Lowered(other, best, width) : other)];
        }
        return kept;
    }

    private static Detection Lowered(Detection other, Detection best, float width)
    {
        var iou = Iou.Of(other.Box, best.Box);
        return iou == 0 ? other : other with { Score = other.Score * MathF.Exp(-(iou / width) * (iou / width)) };
    }

    private static Gen<Detection> Detections { get; } = Gen.Select(
        Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 8], Gen.Int[1, 8], Gen.Int[0, 2], Gen.Int[0, 100],
        (x, y, w, h, classId, score) => new Detection(new(x / 8f, y / 8f, w / 16f, h / 16f), classId, score / 100f));
}
