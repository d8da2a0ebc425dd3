using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data.Augmenting;

public sealed class TurnTests
{
    private static readonly ImageSize Size = new(160, 120);

    [Fact]
    public void Box_IsTheUprightOne_AroundTheTurnedPixels()
    {
        var widths = new HashSet<int>();
        for (var seed = 0; seed < 100; seed++)
        {
            var (image, boxes) = new Augmentation(new Turn()).Apply(Drawn(70, 40), new Random(seed), Size);

            var drawn = PixelBounds.Of(image, atLeast: 50);
            var (x1, y1, x2, y2) = boxes.Should().ContainSingle().Which.Box.ToPixels(Size);
            foreach (var (edge, pixel) in new[] { (x1, drawn.X1), (y1, drawn.Y1), (x2, drawn.X2), (y2, drawn.Y2) })
                edge.Should().BeApproximately(pixel, 1.5f, $"with seed {seed}; a corner covers little of its pixel");
            widths.Add(drawn.X2 - drawn.X1);
        }
        widths.Count.Should().BeGreaterThan(10, "any angle is drawn");
    }

    [Fact]
    public void QuarterOfTheCircle_TurnsClockwise()
    {
        var image = new RgbImage(new ImageSize(3, 3));
        image.Rgb[0] = 200;   // top left
        var tile = new Tile(new(image, [])) { Rotation = new(MathF.PI / 2) };

        var turned = new RgbImage(image.Size);
        tile.PaintOn(turned);

        turned.Rgb[2 * RgbImage.Channels].Should().Be(200, "the top left is the top right then");
        turned.Rgb.Count(value => value > 0).Should().Be(1);
        var (x1, y1, _, _) = tile.Place(Box.FromPixels(0, 0, 1, 1, image.Size)).ToPixels(image.Size);
        (MathF.Round(x1, 3), MathF.Round(y1, 3)).Should().Be((2, 0));
    }

    [Fact]
    public void TurnsAddUp_AndGoWithQuarterTurns()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (image, boxes) = new Augmentation(new Turn { MaxDegrees = 40 }, new QuarterTurns(), new Flip(), new Turn()).Apply(
                Drawn(70, 40), new Random(seed), new ImageSize(200, 200));

            var drawn = PixelBounds.Of(image, atLeast: 50);
            var (x1, y1, x2, y2) = boxes.Should().ContainSingle().Which.Box.ToPixels(image.Size);
            foreach (var (edge, pixel) in new[] { (x1, drawn.X1), (y1, drawn.Y1), (x2, drawn.X2), (y2, drawn.Y2) })
                edge.Should().BeApproximately(pixel, 2.5f, $"with seed {seed}; pixels are up to 1.7 times larger than the image's");
        }
    }

    [Fact]
    public void NoAngle_ChangesNothing()
    {
        var image = Drawn(20, 30);

        var turned = new Augmentation(new Turn { MaxDegrees = 0 }).Apply(image, new Random(1), Size);

        turned.Image.Rgb.Should().Equal(image.Image.Rgb);
        FluentActions.Invoking(() => new Turn { MaxDegrees = 181 }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0..180*");
    }

    /// <summary>A bright box of 30x20 pixels.</summary>
    private static LabeledImage Drawn(int x, int y)
    {
        var image = new RgbImage(Size);
        for (var row = y; row < y + 20; row++)
            image.Rgb.AsSpan((row * Size.Width + x) * RgbImage.Channels, 30 * RgbImage.Channels).Fill(255);
        return new(image, [new(Box.FromPixels(x, y, x + 30, y + 20, Size), 0)]);
    }
}
