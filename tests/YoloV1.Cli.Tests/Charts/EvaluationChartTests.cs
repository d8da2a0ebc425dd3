using YoloV1.Cli.Charts;
using YoloV1.Imaging;

namespace YoloV1.Cli.Tests.Charts;

public sealed class EvaluationChartTests
{
    private static readonly (double X, double Y)[] Falling = [(0, 1), (0.5, 0.8), (1, 0.1)];

    [Fact]
    public void CurveChart_ShowsALineForEachClass_AndTakesNone()
    {
        var two =
            Ink(CurveChart.Draw(new("t", "recall", "precision", ("mean", Falling), [("cat", Falling), ("dog", [(0, 0.5), (1, 0.4)])])));
        var none = Ink(CurveChart.Draw(new("t", "recall", "precision", ("mean", []), [])));

        two.Should().BeGreaterThan(none + 1000);
    }

    [Fact]
    public void CurveChart_DrawsManyClassesInOneColour_AndTheirMeanInAnother()
    {
        var classes = Enumerable.Range(0, 80).Select(i => ($"{i}", (IReadOnlyList<(double, double)>)[(0, i / 80.0), (1, 0)]));
        var many = CurveChart.Draw(new("t", "x", "y", ("mean", Falling), [.. classes]) { Mark = 0.5 });

        Hues(many).Should().Be(1);
    }

    [Fact]
    public void ErrorChart_GivesEachKindItsPartOfTheArea()
    {
        var pie = ErrorChart.Draw("t", [("correct", 0.75), ("localization", 0.25), ("other", 0)]);

        var green = Count(pie, rgb => rgb[1] > rgb[0] + 100 && rgb[1] > rgb[2]);
        var blue = Count(pie, rgb => rgb[2] > rgb[0] + 100 && rgb[2] > rgb[1]);
        ((double)green / (green + blue)).Should().BeApproximately(0.75, 0.02);
    }

    [Fact]
    public void ErrorChart_RefusesMoreKindsThanItHasColoursFor()
    {
        var act = () => ErrorChart.Draw("t", [.. Enumerable.Repeat(("kind", 0.1), 6)]);

        act.Should().Throw<ArgumentException>().WithMessage("6 kinds are more than the 5*");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public void ConfusionChart_IsDarkWhereTheCountsAre(int classes)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(i => $"class {i}")];

        var diagonal = ConfusionChart.Draw("t", names, (row, column) => row == column ? 9 : 0);
        var empty = ConfusionChart.Draw("t", names, (_, _) => 0);

        Count(diagonal, IsBlue).Should().BeGreaterThan(Count(empty, IsBlue) + 5000);
        diagonal.Size.Width.Should().BeInRange(300, 1600);

        static bool IsBlue(byte[] rgb) => rgb[2] > rgb[0] + 60;
    }

    private static int Ink(RgbImage image) => Count(image, rgb => rgb.Max() - rgb.Min() > 80);

    private static int Count(RgbImage image, Func<byte[], bool> wanted) => image.Rgb.Chunk(3).Count(wanted);

    /// <summary>How many of red, green and blue lead where there is colour.</summary>
    private static int Hues(RgbImage image) =>
        image.Rgb.Chunk(3).Where(rgb => rgb.Max() - rgb.Min() > 100).Select(rgb => Array.IndexOf(rgb, rgb.Max())).Distinct().Count();
}
