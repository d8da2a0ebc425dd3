using YoloV1.Cli.Runs;
using YoloV1.Imaging;

namespace YoloV1.Cli.Tests.Runs;

public sealed class ContactSheetTests
{
    [Fact]
    public void Images_StandInRows_EachInTheMiddleOfItsTile()
    {
        var sheet = ContactSheet.Draw([.. new[] { 200, 100, 50, 40, 30 }.Select(value => (Plain(20, 10, (byte)value), ""))], tile: 20);

        sheet.Size.Should().Be(new ImageSize(3 * 20 + 2 * 6, 2 * 20 + 6));
        foreach (var (x, y, value) in new[] { (10, 10, 200), (36, 10, 100), (62, 10, 50), (23, 36, 40), (49, 36, 30) })
            At(sheet, x, y).Should().Be((byte)value, "the last row stands in the middle");
        At(sheet, 10, 2).Should().Be(0xF6, "above and below a wide image is paper");
        At(sheet, 4, 36).Should().Be(0xF6);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(4, 2, 2)]
    [InlineData(7, 4, 2)]
    [InlineData(8, 4, 2)]
    [InlineData(9, 3, 3)]
    public void FewPlacesStayFree(int count, int columns, int rows)
    {
        var sheet = ContactSheet.Draw([.. Enumerable.Repeat((Plain(4, 4, 9), ""), count)], tile: 20);

        sheet.Size.Should().Be(new ImageSize(columns * 26 - 6, rows * 26 - 6));
    }

    [Fact]
    public void ANote_StandsOnItsImage()
    {
        var (with, without) = (ContactSheet.Draw([(Plain(9, 9, 128), "nothing")]), ContactSheet.Draw([(Plain(9, 9, 128), "")]));

        with.Rgb.Count(value => value == 255).Should().BeGreaterThan(50, "letters are white");
        without.Rgb.Should().NotContain(255);
    }

    [Fact]
    public void NoImages_AreRefused() => FluentActions.Invoking(() => ContactSheet.Draw([])).Should().Throw<ArgumentException>();

    private static RgbImage Plain(int width, int height, byte value)
    {
        var image = new RgbImage(new ImageSize(width, height));
        image.Rgb.AsSpan().Fill(value);
        return image;
    }

    private static byte At(RgbImage image, int x, int y) => image.Rgb[(y * image.Size.Width + x) * RgbImage.Channels];
}
