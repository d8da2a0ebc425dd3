using System.Runtime.InteropServices;
using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Tests.Imaging;

public sealed class PictureFileTests : IDisposable
{
    private readonly TestPictures _pictures = new();

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void Read_GivesBackWhatWritePngWrote_AndNothingElseIsLeftInTheFolder()
    {
        var picture = TestPictures.Coordinates(13, 7);
        var path = _pictures.PathOf("a.png");
        File.WriteAllText(path, "an older file");

        PictureFile.WritePng(picture, path);

        var read = PictureFile.Read(path);
        read.Size.Should().Be(picture.Size);
        read.Rgb.Should().Equal(picture.Rgb);
        Directory.GetFiles(_pictures.Folder).Should().Equal(path);
    }

    // The quarters of the stored picture are R G / B W; the strings are the upright picture's, left to right and down.
    [Theory]
    [InlineData(1, "RGBW")]
    [InlineData(2, "GRWB")]
    [InlineData(3, "WBGR")]
    [InlineData(4, "BWRG")]
    [InlineData(5, "RBGW")]
    [InlineData(6, "BRWG")]
    [InlineData(7, "WGBR")]
    [InlineData(8, "GWRB")]
    public void Read_TurnsThePicture_AsItsExifOrientationSays(byte orientation, string quarters)
    {
        var path = _pictures.PathOf("turned.jpg");
        File.WriteAllBytes(path, TestPictures.Jpeg(64, 32, orientation));

        var picture = PictureFile.Read(path);

        picture.Size.Should().Be(orientation < 5 ? new ImageSize(64, 32) : new ImageSize(32, 64));
        PictureFile.ReadSize(path).Should().Be(picture.Size);
        var seen = new[] { (1, 1), (3, 1), (1, 3), (3, 3) }.Select(at => ColorAt(picture, at.Item1, at.Item2));
        string.Concat(seen).Should().Be(quarters);
    }

    [Fact]
    public void Read_LaysTransparentPixelsOverWhite()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(2, 1, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.SetPixel(0, 0, new SKColor(200, 0, 0, 0));
        bitmap.SetPixel(1, 0, new SKColor(255, 0, 0, 51));

        Read(bitmap).Rgb.Should().Equal(255, 255, 255, 255, 204, 204);
    }

    [Fact]
    public void Read_RepeatsGreyInAllChannels()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(2, 1, SKColorType.Gray8, SKAlphaType.Opaque));
        bitmap.GetPixelSpan()[0] = 10;
        bitmap.GetPixelSpan()[1] = 200;

        Read(bitmap).Rgb.Should().Equal(10, 10, 10, 200, 200, 200);
    }

    [Fact]
    public void Read_Makes8BitsOf16()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(1, 1, SKColorType.RgbaF16, SKAlphaType.Opaque));
        new[] { Half.Zero, (Half)0.5f, Half.One, Half.One }.CopyTo(MemoryMarshal.Cast<byte, Half>(bitmap.GetPixelSpan()));

        Read(bitmap).Rgb.Should().Equal(0, 128, 255);
    }

    [Fact]
    public void Read_NamesTheFile_WhenItIsTruncated()
    {
        var jpeg = TestPictures.Jpeg(256, 256);
        var path = _pictures.PathOf("half.jpg");
        File.WriteAllBytes(path, jpeg[..(jpeg.Length * 3 / 4)]);

        FluentActions.Invoking(() => PictureFile.Read(path)).Should().Throw<PictureException>().WithMessage($"{path}: *truncated*again.");
    }

    [Fact]
    public void Read_NamesTheFile_WhenItIsNotAPicture()
    {
        var path = _pictures.PathOf("notes.jpg");
        File.WriteAllText(path, "no picture");

        FluentActions.Invoking(() => PictureFile.Read(path)).Should().Throw<PictureException>().WithMessage($"{path}: *not a picture*JPEG*");
        FluentActions.Invoking(() => PictureFile.ReadSize(path)).Should().Throw<PictureException>().WithMessage($"{path}: *");
    }

    [Fact]
    public void Read_NamesTheFile_WhenItIsMissing() => FluentActions.Invoking(() => PictureFile.Read("nowhere/a.jpg"))
        .Should().Throw<FileNotFoundException>().WithMessage("nowhere/a.jpg: *check the path.");

    private static Picture Read(SKBitmap bitmap)
    {
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return PictureFile.Read(png.AsStream(), "test");
    }

    /// <summary>The colour at so many quarters of the width and height.</summary>
    private static char ColorAt(Picture picture, int x, int y)
    {
        var at = (picture.Size.Height * y / 4 * picture.Size.Width + picture.Size.Width * x / 4) * 3;
        return (picture.Rgb[at] > 128, picture.Rgb[at + 1] > 128) switch { (true, true) => 'W', (true, _) => 'R', (_, true) => 'G', _ => 'B' };
    }
}
