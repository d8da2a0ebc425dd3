using SkiaSharp;
using YoloV1.Drawing;

namespace YoloV1.Tests.Drawing;

public sealed class LetteringTests
{
    [Fact]
    public void TheFont_HasLatinGreekCyrillicAndTheSignsOfTheLabels()
    {
        foreach (var letter in "AZaz09%&:ÄñçœŁőŠžΑΩαωАЯаяєґ–‘’“”…€✓✗ệ")
            Lettering.Typeface.ContainsGlyph(letter).Should().BeTrue($"'{letter}' is there");
    }

    [Fact]
    public void Draw_InksEveryPrintableAsciiLetter_WithinItsWidth()
    {
        using var letters = new Lettering(40);
        for (var letter = '!'; letter <= '~'; letter++)
        {
            using var bitmap = new SKBitmap(100, 80);
            using var canvas = new SKCanvas(bitmap);
            letters.Draw(canvas, letter.ToString(), 20, 50, SKColors.Black);
            canvas.Flush();
            var columns = Enumerable.Range(0, 100).Where(x => Enumerable.Range(0, 80).Any(y => bitmap.GetPixel(x, y).Alpha > 60)).ToList();
            columns.Should().NotBeEmpty($"'{letter}' can be seen");
            columns.Min().Should().BeGreaterThanOrEqualTo(16);
            columns.Max().Should().BeLessThanOrEqualTo(24 + (int)letters.WidthOf(letter.ToString()));
        }
    }

    [Fact]
    public void WidthOf_AddsUp_AndGrowsWithTheSize()
    {
        using var small = new Lettering(10);
        using var large = new Lettering(30);

        small.WidthOf("").Should().Be(0);
        large.WidthOf("king 87%").Should().BeApproximately(3 * small.WidthOf("king 87%"), 2);
        small.WidthOf("猫 king").Should()
            .BeGreaterThan(small.WidthOf(" king"), "a letter of another font, or a box for it, has a width too");
    }
}
