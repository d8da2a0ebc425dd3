using System.Runtime.InteropServices;
using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Tests.Imaging;

public sealed class ImageFileTests : IDisposable
{
    private readonly TestImages _images = new();

    public void Dispose() => _images.Dispose();

    [Fact]
    public void Read_GivesBackWhatWritePngWrote_AndNothingElseIsLeftInTheFolder()
    {
        var image = TestImages.Coordinates(13, 7);
        var path = _images.PathOf("a.png");
        File.WriteAllText(path, "an older file");

        ImageFile.WritePng(image, path);

        var read = ImageFile.Read(path);
        read.Size.Should().Be(image.Size);
        read.Rgb.Should().Equal(image.Rgb);
        Directory.GetFiles(_images.Folder).Should().Equal(path);
    }

    [Fact]
    public void InFolder_GivesImagesInOrder_AndPassesOverWhatSystemsLeaveBesideThem()
    {
        foreach (var name in new[] { "b.PNG", "a.jpg", ".DS_Store", "._a.jpg", "Thumbs.db", "notes.txt" })
            File.WriteAllText(_images.PathOf(name), "");
        Directory.CreateDirectory(_images.PathOf("c.jpg"));

        ImageFile.InFolder(_images.Folder).Should().Equal(_images.PathOf("a.jpg"), _images.PathOf("b.PNG"));
    }

    // The quarters of the stored image are R G / B W; the strings are the upright image's, left to right and down.
    [Theory]
    [InlineData(1, "RGBW")]
    [InlineData(2, "GRWB")]
    [InlineData(3, "WBGR")]
    [InlineData(4, "BWRG")]
    [InlineData(5, "RBGW")]
    [InlineData(6, "BRWG")]
    [InlineData(7, "WGBR")]
    [InlineData(8, "GWRB")]
    public void Read_TurnsTheImage_AsItsExifOrientationSays(byte orientation, string quarters)
    {
        var path = _images.PathOf("turned.jpg");
        File.WriteAllBytes(path, TestImages.Jpeg(64, 32, orientation));

        var image = ImageFile.Read(path);

        image.Size.Should().Be(orientation < 5 ? new ImageSize(64, 32) : new ImageSize(32, 64));
        ImageFile.ReadSize(path).Should().Be(image.Size);
        using var stream = File.OpenRead(path);
        ImageFile.ReadSize(stream, "stream").Should().Be(image.Size);
        stream.CanRead.Should().BeTrue("it stays open");
        var seen = new[] { (1, 1), (3, 1), (1, 3), (3, 3) }.Select(at => ColorAt(image, at.Item1, at.Item2));
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
    public void Read_TakesTheHighByteOf16Bits()
    {
        Read(TestImages.Png(16, 2, [0x12, 0x34, 0x80, 0x80, 0xFF, 0x7F, 0, 0, 0xFE, 0, 0xFF, 0xFF]))
            .Rgb.Should().Equal(0x12, 0x80, 0xFF, 0, 0xFE, 0xFF);
        Read(TestImages.Png(16, 0, [0x12, 0x34, 0xFE, 0x80])).Rgb.Should().Equal(0x12, 0x12, 0x12, 0xFE, 0xFE, 0xFE);
    }

    [Fact]
    public void Read_LooksUpThePalette_AndItsTransparentEntriesBecomeWhite()
    {
        byte[] palette = [10, 20, 30, 200, 0, 0];

        Read(TestImages.Png(8, 3, [1, 0], palette)).Rgb.Should().Equal(200, 0, 0, 10, 20, 30);
        Read(TestImages.Png(1, 3, [0b1000_0000], palette)).Rgb.Should().Equal(200, 0, 0, 10, 20, 30);
        Read(TestImages.Png(8, 3, [1, 0], palette, alphas: [255, 0])).Rgb.Should().Equal(255, 255, 255, 10, 20, 30);
    }

    [Fact]
    public void Read_LaysTransparentGreyOverWhite() =>
        Read(TestImages.Png(8, 4, [100, 255, 100, 51])).Rgb.Should().Equal(100, 100, 100, 224, 224, 224);

    // A JPEG of 16x16 with Adobe's inverted inks, made by Pillow: its quarters are red, green, blue and half black.
    [Fact]
    public void Read_MixesTheInksOfCmyk()
    {
        var image = Read(Convert.FromBase64String(
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAIBgYHBgUIBwcHCQkICgwUDQwLCwwZEhMPFB0aHx4dGhwcICQuJyAiLCMcHCg3KSwwMTQ0" +
        "NB8nOT04MjwuMzQy/8AAFAgAEAAQBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAgAB//EABQQAQAAAAAAAAAAAAAA" +
        "AAAAAAD/2gAOBEMATQBZAEsAAD8A38fx/b+AB/pIAD/R/n+h/f/Z"));

        image.Size.Should().Be(ImageSize.Square(16));
        (int X, int Y, int[] Rgb)[] quarters = [(3, 3, [255, 0, 0]), (11, 3, [0, 255, 0]), (3, 11, [0, 0, 255]), (11, 11, [127, 127, 127])];
        foreach (var (x, y, rgb) in quarters)
            image.Rgb.Skip((y * 16 + x) * 3).Take(3).Select((value, i) => Math.Abs(value - rgb[i]))
                .Should().OnlyContain(difference => difference <= 2);
    }

    [Fact]
    public void Read_NamesTheFile_WhenItIsTruncated()
    {
        var jpeg = TestImages.Jpeg(256, 256);
        var path = _images.PathOf("half.jpg");
        File.WriteAllBytes(path, jpeg[..(jpeg.Length * 3 / 4)]);

        FluentActions.Invoking(() => ImageFile.Read(path)).Should().Throw<ImageException>().WithMessage($"{path}: *truncated*again.");
    }

    [Fact]
    public void Read_NamesTheFile_WhenItIsNotAnImage()
    {
        var path = _images.PathOf("notes.jpg");
        File.WriteAllText(path, "no image");

        FluentActions.Invoking(() => ImageFile.Read(path)).Should().Throw<ImageException>().WithMessage($"{path}: *not an image*JPEG*");
        FluentActions.Invoking(() => ImageFile.ReadSize(path)).Should().Throw<ImageException>().WithMessage($"{path}: *");
    }

    [Fact]
    public void Read_NamesTheFile_WhenItIsMissing() => FluentActions.Invoking(() => ImageFile.Read("nowhere/a.jpg"))
        .Should().Throw<FileNotFoundException>().WithMessage("nowhere/a.jpg: *check the path.");

    private static RgbImage Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return ImageFile.Read(stream, "test");
    }

    private static RgbImage Read(SKBitmap bitmap)
    {
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return ImageFile.Read(png.AsStream(), "test");
    }

    /// <summary>The colour at so many quarters of the width and height.</summary>
    private static char ColorAt(RgbImage image, int x, int y)
    {
        var at = (image.Size.Height * y / 4 * image.Size.Width + image.Size.Width * x / 4) * 3;
        return (image.Rgb[at] > 128, image.Rgb[at + 1] > 128) switch { (true, true) => 'W', (true, _) => 'R', (_, true) => 'G', _ => 'B' };
    }
}
