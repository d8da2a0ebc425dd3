using YoloV1.Cli.Charts;

namespace YoloV1.Cli.Tests.Charts;

public sealed class TrainingChartTests
{
    private static readonly int[] Epochs = [1, 2, 3, 4];

    [Fact]
    public void Draw_ShowsALineForEachColumn_AndTakesEmptyOnes()
    {
        var one = Ink(new("run", Epochs) { Loss = [("loss", [9, 5, 3, 2])] });
        var three = Ink(
            new("run", Epochs) { Loss = [("loss", [9, 5, 3, 2]), ("class", [4, 3, 2, 1])], Quality = [("mAP", [null, 0.2, null, 0.4])] });
        var none = Ink(new("run", []) { Loss = [("loss", [])], Quality = [("mAP", [])] });

        one.Should().BeGreaterThan(none + 300);
        three.Should().BeGreaterThan(one + 600);
    }

    [Fact]
    public void Draw_ShowsTheEndOfALossThatBeganHigh()
    {
        // On a linear axis from 0 to 900 the last points lie within three rows of each other.
        var falling = Rows(new("run", Epochs) { Loss = [("loss", [900, 9, 3, 1])] });

        falling.Should().BeGreaterThan(50);
    }

    [Fact]
    public void Draw_RefusesAColumnOfAnotherLength()
    {
        var act = () => TrainingChart.Draw(new("run", Epochs) { Quality = [("mAP", [0.1])] });

        act.Should().Throw<ArgumentException>().WithMessage("Column 'mAP' has 1 numbers for 4 epochs; *");
    }

    private static int Ink(TrainingChartData data) => TrainingChart.Draw(data).Rgb.Chunk(3).Count(IsColoured);

    /// <summary>The rows of the loss's chart, the upper right one, that the line passes in its right half.</summary>
    private static int Rows(TrainingChartData data)
    {
        var image = TrainingChart.Draw(data);
        return Enumerable.Range(0, 540)
            .Count(y => Enumerable.Range(950, 240).Any(x => IsColoured(image.Rgb.AsSpan((y * image.Size.Width + x) * 3, 3).ToArray())));
    }

    private static bool IsColoured(byte[] rgb) => rgb.Max() - rgb.Min() > 80;
}
