using YoloV1.Cli.Charts;
using YoloV1.Imaging;

namespace YoloV1.Cli.Tests.Charts;

public sealed class DatasetChartTests
{
    [Fact]
    public void Draw_ShowsTheNumbers_AndTakesEmptyOnes()
    {
        var full = DatasetChart.Draw(new("set", [("cat", 3), ("dog", 90)], [(.1f, .2f), (.9f, .9f)], [1, 1, 2], [(7, 3.3), (14, .5)]));
        var empty = DatasetChart.Draw(new("set", [("cat", 0)], [], [], [(7, 0)]));

        full.Size.Should().Be(new ImageSize(1200, 900));
        Blue(full).Should().BeGreaterThan(20_000);
        Blue(empty).Should().BeLessThan(1000);
    }

    private static int Blue(RgbImage image) => image.Rgb.Chunk(3).Count(rgb => rgb[2] > rgb[0] + 80);
}
