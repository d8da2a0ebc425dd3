using CsCheck;
using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Tests.Imaging;

namespace YoloV1.Tests.Data;

public sealed class AugmentationTests
{
    private static readonly Augmentation Moves = new() { MaxExposure = 1, MaxSaturation = 1, MaxHue = 0, MinVisibleFraction = 0, MinBoxSize = 0 };
    private static readonly Augmentation Colors = new() { FlipProbability = 0, MaxScale = 0, MaxTranslation = 0 };

    [Fact]
    public void None_ChangesNothing()
    {
        var picture = TestPictures.Coordinates(20, 10);
        LabeledBox[] boxes = [new(new Box(0.5f, 0.5f, 0.5f, 0.25f), 1)];

        var (same, sameBoxes) = Augmentation.None.Apply(picture, boxes, new Random(1));

        same.Rgb.Should().Equal(picture.Rgb);
        sameBoxes.Should().Equal(boxes);
    }

    [Fact]
    public void AFlip_MirrorsPixelsAndBoxes()
    {
        var picture = TestPictures.Coordinates(4, 1);

        var (flipped, boxes) = (Augmentation.None with { FlipProbability = 1 }).Apply(picture, [new(new Box(0.25f, 0.5f, 0.5f, 1), 0)], new Random(1));

        flipped.Rgb.Where((_, i) => i % 3 == 0).Should().Equal(3, 2, 1, 0);
        boxes.Should().ContainSingle().Which.Box.Should().Be(new Box(0.75f, 0.5f, 0.5f, 1));
    }

    [Fact]
    public void Boxes_FollowThePixels() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[20, 90], Gen.Int[20, 70], Gen.Int[40, 200]).Sample((seed, x, y, outputSide) =>
        {
            var picture = new Picture(new ImageSize(160, 120));
            for (var row = y; row < y + 30; row++)
                picture.Rgb.AsSpan((row * 160 + x) * 3, 50 * 3).Fill(255);
            var output = new ImageSize(outputSide, 100);

            var (moved, boxes) = Moves.Apply(picture, [new(Box.FromPixels(x, y, x + 50, y + 30, picture.Size), 0)], new Random(seed), output);

            var drawn = PixelBounds.Of(moved, atLeast: 128);
            var (x1, y1, x2, y2) = boxes.Should().ContainSingle().Which.Box.ToPixels(output);
            foreach (var (edge, pixel) in new[] { (x1, drawn.X1), (y1, drawn.Y1), (x2, drawn.X2), (y2, drawn.Y2) })
                edge.Should().BeApproximately(pixel, 0.75f, $"with seed {seed}, x {x}, y {y}, width {outputSide}");
        }, iter: 200, threads: 1);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void ABoxOfWhichTooLittleStays_IsDropped(float minVisible, int kept)
    {
        // Moved by up to half the picture, a box at the edge almost always loses some of itself.
        var augmentation = Augmentation.None with { MaxTranslation = 0.5f, MinVisibleFraction = minVisible };
        var picture = new Picture(new ImageSize(10, 10));
        LabeledBox[] boxes = [new(new Box(0.5f, 0.5f, 1, 1), 0)];

        Enumerable.Range(1, 20).Should().OnlyContain(seed => augmentation.Apply(picture, boxes, new Random(seed)).Boxes.Count == kept);
    }

    [Fact]
    public void ABoxThatIsTooSmall_IsDropped()
    {
        var picture = new Picture(new ImageSize(10, 10));

        var (_, boxes) = Augmentation.None.Apply(picture, [new(new(0.5f, 0.5f, 0.004f, 0.5f), 0), new(new(0.5f, 0.5f, 0.006f, 0.5f), 1)], new Random(1));

        boxes.Should().ContainSingle().Which.ClassId.Should().Be(1);
    }

    [Fact]
    public void Colours_KeepGreyGrey_AndStayWithinTheirFactor()
    {
        var picture = new Picture(new ImageSize(1, 1), [120, 120, 120]);
        var greys = Enumerable.Range(0, 300).Select(seed => Colors.Apply(picture, [], new Random(seed)).Picture.Rgb).ToList();

        greys.Should().OnlyContain(rgb => rgb[0] == rgb[1] && rgb[1] == rgb[2]);
        greys.Min(rgb => rgb[0]).Should().BeInRange(80, 84);
        greys.Max(rgb => rgb[0]).Should().BeInRange(174, 180);
    }

    [Fact]
    public void ColourShift_TurnsTheHue_AndMovesSaturationTowardsGrey()
    {
        Shift(new(1 / 3f, 1, 1), 200, 0, 0).Should().Equal(0, 200, 0);
        Shift(new(-1 / 3f, 1, 1), 200, 0, 0).Should().Equal(0, 0, 200);
        Shift(new(0.5f, 1, 1), 200, 100, 50).Should().Equal(50, 150, 200);
        Shift(new(0, 0.5f, 1), 200, 100, 0).Should().Equal(200, 150, 100);
        Shift(new(0, 1, 2), 200, 100, 0).Should().Equal(255, 128, 0);

        static byte[] Shift(ColorShift shift, params float[] rgb)
        {
            var bytes = new byte[3];
            shift.Write(rgb, bytes);
            return bytes;
        }
    }

    [Fact]
    public void AnOptionOutOfBounds_IsRefusedWithItsBounds() => FluentActions.Invoking(() => new Augmentation { MaxHue = 0.7f })
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("MaxHue must lie in 0..0.5.*");
}
