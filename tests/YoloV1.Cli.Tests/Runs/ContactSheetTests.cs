using YoloV1.Cli.Runs;
using YoloV1.Imaging;

namespace YoloV1.Cli.Tests.Runs;

public sealed class ContactSheetTests
{
    [Fact]
    public void Images_StandInRows_EachInTheMiddleOfItsTile()
    {
        var sheet = ContactSheet.Draw([Plain(10, 10, 200), Plain(20, 10, 100), Plain(5, 5, 50)], tile: 20);

        sheet.Size.Should().Be(new ImageSize(44, 44));
        At(sheet, 10, 10).Should().Be(200);
        At(sheet, 34, 10).Should().Be(100);
        At(sheet, 34, 2).Should().Be(128, "above and below a wide image it is grey");
        At(sheet, 10, 34).Should().Be(50);
        At(sheet, 34, 34).Should().Be(128, "the last tile is free");
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
