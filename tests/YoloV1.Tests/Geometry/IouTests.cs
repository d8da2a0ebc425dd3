using CsCheck;
using YoloV1.Geometry;

namespace YoloV1.Tests.Geometry;

public class IouTests
{
    [Fact]
    public void Of_IsIntersectionOverUnion_WhenBoxesOverlapInPart()
    {
        var a = Box.FromCorners(0, 0, 0.5f, 0.5f);           // area 0.25
        var b = Box.FromCorners(0.25f, 0.25f, 0.75f, 0.75f);   // area 0.25, of which 0.0625 in common

        Iou.Of(a, b).Should().BeApproximately(0.0625f / 0.4375f, 1e-6f);
    }

    [Fact]
    public void Of_IsOne_ForABoxWithItself() => Iou.Of(Square(0.5f, 0.25f), Square(0.5f, 0.25f)).Should().Be(1);

    [Theory]
    [InlineData(0.5f)]   // sharing an edge
    [InlineData(0.9f)]   // apart
    public void Of_IsZero_WhenBoxesShareNoArea(float left) =>
        Iou.Of(Box.FromCorners(0, 0, 0.5f, 1), Box.FromCorners(left, 0, 1, 1)).Should().Be(0);

    [Fact]
    public void Of_IsZero_WhenNeitherBoxHasArea() => Iou.Of(Square(0.5f, 0), Square(0.5f, 0)).Should().Be(0);

    [Fact]
    public void Of_IsZero_ForABoxOfNegativeWidth() => Iou.Of(new(0.5f, 0.5f, -0.5f, 0.5f), Square(0.5f, 0.5f)).Should().Be(0);

    [Fact]
    public void Of_IsSymmetricAndFromZeroToOne() =>
        Gen.Select(Boxes, Boxes).Sample((a, b) =>
        {
            var iou = Iou.Of(a, b);
            return iou == Iou.Of(b, a) && iou is >= 0 and <= 1.00001f;
        });

    private static Gen<Box> Boxes { get; } =
        Gen.Select(Gen.Float[0, 1], Gen.Float[0, 1], Gen.Float[0, 1], Gen.Float[0, 1], (x, y, w, h) => new Box(x, y, w, h));

    private static Box Square(float center, float side) => new(center, center, side, side);
}
