using YoloV1.Data;
using YoloV1.Imaging;

namespace YoloV1.Tests.Data.Augmenting;

public sealed class RandomErasingTests
{
    private static readonly ImageSize Size = ImageSize.Square(100);
    private static readonly Augmentation Erasing = new(new RandomErasing { Probability = 1, MinArea = 0.05f, MaxArea = 0.2f });

    [Fact]
    public void ARectangleOfOneColour_CoversItsShareOfTheImage()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var covered = Covered(seed).ToList();

            var (width, height) = (
                covered.Max(pixel => pixel.X) - covered.Min(pixel => pixel.X) + 1,
                covered.Max(pixel => pixel.Y) - covered.Min(pixel => pixel.Y) + 1);
            covered.Should().HaveCount(width * height).And.HaveCountGreaterThan(400).And.HaveCountLessThan(2200);
            covered.Select(pixel => pixel.Color).Distinct().Should().ContainSingle();
        }
    }

    [Fact]
    public void ABoxStays_WhileEnoughOfItIsToBeSeen()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var hidden = Covered(seed).Count(pixel => pixel is { X: >= 40 and < 60, Y: >= 30 and < 70 }) / 800.0;
            var kept = Erasing.Apply(Black(new Box(0.5f, 0.5f, 0.2f, 0.4f)), new Random(seed), Size).Boxes;

            if (hidden < 0.7)
                kept.Should().ContainSingle().Which.Box.Area.Should().BeApproximately(0.08f, 1e-6f);
            if (hidden > 0.8)
                kept.Should().BeEmpty();
        }
    }

    private static IEnumerable<(int X, int Y, (byte, byte, byte) Color)> Covered(int seed)
    {
        var rgb = Erasing.Apply(Black(), new Random(seed), Size).Image.Rgb;
        for (var i = 0; i < rgb.Length; i += 3)
        {
            if (rgb[i] + rgb[i + 1] + rgb[i + 2] > 0)
                yield return (i / 3 % Size.Width, i / 3 / Size.Width, (rgb[i], rgb[i + 1], rgb[i + 2]));
        }
    }

    private static LabeledImage Black(params Box[] boxes) => new(new RgbImage(Size), [.. boxes.Select(box => new LabeledBox(box, 0))]);
}
