using YoloV1.Drawing;
using YoloV1.Imaging;

namespace YoloV1.Tests.Drawing;

public sealed class ContactSheetTests
{
    [Fact]
    public void Pictures_StandInRows_EachInTheMiddleOfItsTile()
    {
        var sheet = ContactSheet.Draw([Plain(10, 10, 200), Plain(20, 10, 100), Plain(5, 5, 50)], tile: 20);

        sheet.Size.Should().Be(new ImageSize(44, 44));
        At(sheet, 10, 10).Should().Be(200);
        At(sheet, 34, 10).Should().Be(100);
        At(sheet, 34, 2).Should().Be(128, "above and below a wide picture it is grey");
        At(sheet, 10, 34).Should().Be(50);
        At(sheet, 34, 34).Should().Be(128, "the last tile is free");
    }

    [Fact]
    public void NoPictures_AreRefused() => FluentActions.Invoking(() => ContactSheet.Draw([])).Should().Throw<ArgumentException>();

    private static Picture Plain(int width, int height, byte value)
    {
        var picture = new Picture(new ImageSize(width, height));
        picture.Rgb.AsSpan().Fill(value);
        return picture;
    }

    private static byte At(Picture picture, int x, int y) => picture.Rgb[(y * picture.Size.Width + x) * Picture.Channels];
}
