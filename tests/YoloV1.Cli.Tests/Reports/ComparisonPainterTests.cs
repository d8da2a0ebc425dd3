using YoloV1.Cli.Reports;
using YoloV1.Imaging;

namespace YoloV1.Cli.Tests.Reports;

public sealed class ComparisonPainterTests
{
    private static readonly ClassNames Names = new(["cat", "dog"]);
    private static readonly RgbImage Black = new(new ImageSize(300, 200));
    private static readonly LabeledBox Truth = new(Box.FromPixels(100, 60, 200, 160, new(300, 200)), 0);

    [Fact]
    public void Draw_PutsTruthsLeftAndDetectionsRight()
    {
        var truth = ComparisonPainter.Draw(new(Black, [(Truth, true)], []), Names);
        var found = ComparisonPainter.Draw(new(Black, [], [(new(Truth.Box, 1, 0.5f), true)]), Names);

        truth.Size.Width.Should().BeGreaterThan(600);
        truth.Size.Height.Should().BeGreaterThan(200);
        (Coloured(truth, 0, 300) > 0 && Coloured(truth, 320, 600) == 0).Should().BeTrue();
        (Coloured(found, 0, 300) == 0 && Coloured(found, 320, 600) > 0).Should().BeTrue();
    }

    [Fact]
    public void Draw_GivesMissedObjectsStrongerFramesThanFoundOnes()
    {
        int ColourOfLeftEdge(bool found)
        {
            var drawn = ComparisonPainter.Draw(new(Black, [(Truth, found)], []), Names);
            return Enumerable.Range(90, 20)
                .Sum(x => drawn.Rgb[(130 * drawn.Size.Width + x) * 3] - drawn.Rgb[(130 * drawn.Size.Width + x) * 3 + 2]);
        }

        ColourOfLeftEdge(found: false).Should().BeGreaterThan(ColourOfLeftEdge(found: true) + 50);
    }

    [Fact]
    public void Draw_MakesALargeImageSmaller()
    {
        var drawn = ComparisonPainter.Draw(new(new RgbImage(new ImageSize(3000, 1500)), [(Truth, false)], []), Names, longestSide: 300);

        drawn.Size.Width.Should().BeInRange(600, 620);
        drawn.Size.Height.Should().BeInRange(150, 190);
    }

    private static int Coloured(RgbImage image, int from, int to) => Enumerable.Range(0, image.Size.Height)
        .Sum(
            y => Enumerable.Range(from, to - from)
                .Count(x => image.Rgb.AsSpan((y * image.Size.Width + x) * 3, 3) is var rgb && Math.Abs(rgb[0] - rgb[2]) > 60));
}
