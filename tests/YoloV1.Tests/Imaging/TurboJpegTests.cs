using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Tests.Imaging;

public class TurboJpegTests
{
    [SkippableTheory]
    [InlineData(64, 48, SKJpegEncoderDownsample.Downsample420)]
    [InlineData(67, 33, SKJpegEncoderDownsample.Downsample420)]
    [InlineData(67, 33, SKJpegEncoderDownsample.Downsample422)]
    [InlineData(67, 33, SKJpegEncoderDownsample.Downsample444)]
    [InlineData(1, 1, SKJpegEncoderDownsample.Downsample420)]
    public void Pixels_AreThoseOfSkiaSharp(int width, int height, SKJpegEncoderDownsample downsample)
    {
        Skip.IfNot(TurboJpeg.IsAvailable, Needs.TurboJpeg);
        using var bitmap = TestImages.Coordinates(width, height).ToBitmap();
        using var pixels = bitmap.PeekPixels();
        using var jpeg = pixels.Encode(new SKJpegEncoderOptions(85, downsample, SKJpegEncoderAlphaOption.Ignore));

        ShouldGiveThePixelsOfSkiaSharp(jpeg!);
    }

    [SkippableFact]
    public void GreyPixels_AreThoseOfSkiaSharp()
    {
        Skip.IfNot(TurboJpeg.IsAvailable, Needs.TurboJpeg);
        using var bitmap = new SKBitmap(new SKImageInfo(37, 21, SKColorType.Gray8, SKAlphaType.Opaque));
        for (var i = 0; i < 37 * 21; i++)
            bitmap.GetPixelSpan()[i] = (byte)(i * i / 50);
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 85);

        ShouldGiveThePixelsOfSkiaSharp(jpeg);
    }

    [SkippableFact]
    public void ADamagedFile_IsLeftToOthers()
    {
        Skip.IfNot(TurboJpeg.IsAvailable, Needs.TurboJpeg);
        var jpeg = TestImages.Jpeg(256, 256);

        TurboJpeg.Decode(jpeg, ImageSize.Square(256)).Should().NotBeNull();
        TurboJpeg.Decode(jpeg.AsSpan(0, jpeg.Length * 3 / 4), ImageSize.Square(256)).Should().BeNull();
        TurboJpeg.Decode("no image"u8, ImageSize.Square(256)).Should().BeNull();
        TurboJpeg.Decode([], ImageSize.Square(256)).Should().BeNull();
    }

    private static void ShouldGiveThePixelsOfSkiaSharp(SKData jpeg)
    {
        using var codec = SKCodec.Create(jpeg);
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bitmap = SKBitmap.Decode(codec, info);

        var image = TurboJpeg.Decode(jpeg.Span, new(bitmap.Width, bitmap.Height));

        image.Should().NotBeNull();
        image!.Rgb.Should().Equal(bitmap.Bytes.Where((_, i) => i % 4 < 3));
    }
}
