using YoloV1.Drawing;
using YoloV1.Imaging;

namespace YoloV1.Tests.Drawing;

public sealed class DetectionPainterTests
{
    private static readonly ClassNames Names = new(["cat", "dog"]);

    [Fact]
    public void Draw_PutsTheFrameOnTheBoxsEdges_AndLeavesTheRestAlone()
    {
        var image = new RgbImage(new ImageSize(200, 200));

        var drawn = DetectionPainter.Draw(image, [new(Box.FromPixels(50, 60, 150, 160, image.Size), 0, 0.9f)], Names);

        foreach (var (x, y) in new[] { (50, 100), (150, 100), (100, 60), (100, 160) })
            Brightness(drawn, x, y).Should().BePositive($"the frame passes ({x}, {y})");
        foreach (var (x, y) in new[] { (100, 110), (20, 100), (180, 100), (100, 190) })
            Brightness(drawn, x, y).Should().Be(0, $"nothing is drawn at ({x}, {y})");
        image.Rgb.Should().OnlyContain(value => value == 0, "the image given is not drawn on");
    }

    [Fact]
    public void Draw_WritesTheNameAndTheScore()
    {
        var image = new RgbImage(new ImageSize(400, 400));
        var box = Box.FromPixels(50, 100, 350, 350, image.Size);

        Difference(Draw(0, 0.9f), Draw(0, 0.9f)).Should().Be(0);
        Difference(Draw(0, 0.9f), Draw(0, 0.1f)).Should().BeInRange(5, 400, "one digit differs");

        byte[] Draw(int classId, float score) => DetectionPainter.Draw(image, [new(box, classId, score)], Names).Rgb;
    }

    [Theory]
    [InlineData(0.874f, "cat 87%")]
    [InlineData(1.12f, "cat 100%")]
    public void ALabel_ShowsAtMost100Percent(float score, string text) =>
        DetectionPainter.TextOf(new Detection(new Box(0.5f, 0.5f, 1, 1), 0, score), new(["cat"])).Should().Be(text);

    [Fact]
    public void DrawTruth_WritesTheNameAlone()
    {
        var image = new RgbImage(new ImageSize(400, 400));
        var box = Box.FromPixels(50, 100, 350, 350, image.Size);

        var (truth, found) =
            (DetectionPainter.DrawTruth(image, [new(box, 0)], Names), DetectionPainter.Draw(image, [new(box, 0, 0.9f)], Names));

        LabelWidth(truth).Should().BeInRange(10, LabelWidth(found) - 10);
        Brightness(truth, 200, 350).Should().Be(Brightness(found, 200, 350)).And.BePositive("both have the frame");

        static int LabelWidth(RgbImage drawn) =>
            Enumerable.Range(0, drawn.Size.Width).Count(x => Enumerable.Range(80, 15).Any(y => Brightness(drawn, x, y) > 0));
    }

    [Fact]
    public void Draw_KeepsTheLabelInside_WhenTheBoxTouchesEveryEdge()
    {
        var image = new RgbImage(new ImageSize(200, 100));

        var drawn = DetectionPainter.Draw(image, [new(new Box(0.5f, 0.5f, 1, 1), 0, 0.9f)], Names);

        Enumerable.Range(0, 40 * 12).Count(i => Brightness(drawn, 6 + i % 40, 4 + i / 40) > 0).Should()
            .BeGreaterThan(300, "the label's ground is there");
    }

    [Fact]
    public void Draw_GivesALightFrameADarkEdge_OnALightImage()
    {
        var white = new RgbImage(new ImageSize(200, 200), [.. Enumerable.Repeat((byte)255, 200 * 200 * 3)]);

        var drawn = DetectionPainter.Draw(white, [new(Box.FromPixels(50, 60, 150, 160, white.Size), 3, 0.9f)], Names);   // yellow

        Enumerable.Range(45, 10).Min(x => Brightness(drawn, x, 110)).Should().BeLessThan(450);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 300)]
    [InlineData(300, 20)]
    public void Draw_CopesWithSmallAndNarrowImages(int width, int height)
    {
        var image = new RgbImage(new ImageSize(width, height));

        var drawn = DetectionPainter.Draw(image, [new(new Box(0.9f, 0.1f, 0.5f, 0.5f), 12, 0.5f)], Names);

        drawn.Size.Should().Be(image.Size);
        drawn.Rgb.Should().Contain(value => value > 0);
    }

    private static int Brightness(RgbImage image, int x, int y) =>
        image.Rgb.AsSpan((y * image.Size.Width + x) * 3, 3).ToArray().Sum(value => value);

    private static int Difference(byte[] first, byte[] second) =>
        first.Chunk(3).Zip(second.Chunk(3)).Count(pair => !pair.First.SequenceEqual(pair.Second));
}
