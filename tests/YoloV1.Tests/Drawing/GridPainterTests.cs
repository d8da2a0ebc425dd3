using YoloV1.Drawing;
using YoloV1.Imaging;

namespace YoloV1.Tests.Drawing;

/// <summary>The four panels of a black image of 448x448, which has their size.</summary>
public sealed class GridPainterTests
{
    private const int Side = 448;

    // By DrawingScale: letters of 14 pixels, heads of 28.
    private const int Gap = 14;
    private const int Head = 28;

    private static readonly GridShape Grid = new(4, 1, 2);
    private static readonly ClassNames Names = new(["cat", "dog"]);

    [Fact]
    public void TheSheet_HasFourPanels_TheirHeads_AndALegend() =>
        Draw(PredictionOf(0)).Size.Should().Be(new ImageSize(2 * Side + 3 * Gap, 2 * (Side + Head) + Gap + Head));

    [Fact]
    public void TheGrid_IsLines_BetweenCellsThatStayAsTheyAre()
    {
        var sheet = Draw(PredictionOf(0));

        Brightness(sheet, panel: 0, Side / 4, 90).Should().BePositive("a line is between two columns");
        Brightness(sheet, panel: 0, 90, Side / 4).Should().BePositive("a line is between two rows");
        Brightness(sheet, panel: 0, 170, 170).Should().Be(0);
    }

    [Fact]
    public void TheClassMap_IsStrongerWhereTheClassIsMoreProbable()
    {
        var sheet = Draw(PredictionOf(0));

        Brightness(sheet, panel: 1, 56, 56).Should().BeGreaterThan(2 * Brightness(sheet, panel: 1, 170, 56), "1 is more than 0");
        Brightness(sheet, panel: 1, 170, 56).Should().BePositive();
    }

    [Fact]
    public void ABox_IsWider_TheSurerItIs()
    {
        var (unsure, sure) = (LineAt(PredictionOf(0.1f)), LineAt(PredictionOf(1)));

        unsure.Should().BeInRange(1, sure - 3);

        static int LineAt(GridPrediction prediction)
        {
            var sheet = Draw(prediction);
            return Enumerable.Range(90, 50).Count(x => Brightness(sheet, panel: 2, x, 224) > 60);
        }
    }

    [Fact]
    public void WhatIsLeft_IsShownWithItsCell()
    {
        var (with, without) = (Draw(PredictionOf(1)), Draw(PredictionOf(0)));

        Brightness(with, panel: 3, 150, 150).Should().BePositive("the cell in row 1 and column 1 answers");
        Brightness(with, panel: 3, 112, 300).Should().BePositive("the box's left edge passes");
        Brightness(without, panel: 3, 150, 150).Should().Be(0);
    }

    [Fact]
    public void ValuesThatAreNoNumbers_AreDrawnAsNothing()
    {
        var cell = new GridCell(0, 0, [new(new(float.NaN, float.PositiveInfinity, float.NaN, 1), float.NaN)], 1, float.NaN);

        var draw = () => GridPainter.Draw(new RgbImage(ImageSize.Square(20)), new(new(1, 1, 2), [cell], []), Names);

        draw.Should().NotThrow();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 900)]
    [InlineData(3000, 10)]
    public void AnImageOfAnySize_IsDrawn(int width, int height)
    {
        var sheet = GridPainter.Draw(new RgbImage(new ImageSize(width, height)), PredictionOf(1), Names);

        sheet.Size.Width.Should().BeInRange(448, 1700);
        sheet.Size.Height.Should().BeInRange(448, 1800);
    }

    /// <summary>A box of half the image around its centre, from the cell in row 1 and column 1; found when it is sure.</summary>
    private static GridPrediction PredictionOf(float confidence)
    {
        var box = new Box(0.5f, 0.5f, 0.5f, 0.5f);
        var nothing = new GridBox(new Box(0, 0, 0, 0), 0);
        var cells = Enumerable.Range(0, Grid.CellCount).Select(
            i => new GridCell(i / 4, i % 4, [i == 5 ? new(box, confidence) : nothing], ClassId: 0, Probability: i == 0 ? 1 : 0));
        return new(Grid, [.. cells], confidence > 0.5f ? [new(new Detection(box, 0, confidence), Row: 1, Column: 1, BoxIndex: 0)] : []);
    }

    private static RgbImage Draw(GridPrediction prediction) =>
        GridPainter.Draw(new RgbImage(ImageSize.Square(Side)), prediction, Names);

    /// <summary>The sum of a pixel's colours, by its place on a panel.</summary>
    private static int Brightness(RgbImage sheet, int panel, int x, int y)
    {
        var (left, top) = (Gap + panel % 2 * (Side + Gap), Head + panel / 2 * (Side + Head));
        return sheet.Rgb.AsSpan(((top + y) * sheet.Size.Width + left + x) * RgbImage.Channels, 3).ToArray().Sum(value => value);
    }
}
