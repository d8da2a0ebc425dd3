using CsCheck;
using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Tests.Imaging;

/// <summary>Damaged images of every format: each is decoded, or refused in one clear line, within the limits.</summary>
public sealed class ImageFuzzTests
{
    // Damage to a header asks for any size; what is beyond this is refused before it is decoded.
    private static readonly ImageLimits Limits = new() { MaxMegapixels = 1 };

    // Width * height pixels of three bytes, and as many of four that are lent.
    private const long MostBytes = 16 << 20;

    // Two pixels, white and red.
    private static readonly byte[] Gif =
    [
        .. "GIF89a"u8, 2, 0, 1, 0, 0x80, 0, 0, 255, 255, 255, 255, 0, 0, 0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 2, 0x44, 0x0A, 0, 0x3B,
    ];

    public static TheoryData<string> Formats { get; } = ["jpg", "progressive.jpg", "png", "palette.png", "webp", "gif", "bmp"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void File_IsDecodedOrRefused_WhateverItsBytes(string format)
    {
        var seed = SeedOf(format);
        Read(seed).Should().NotBeNull();
        Fuzz.Damaged(seed).Sample(bytes => Fuzz.ReadOrRefused(
            () =>
            {
                var size = ImageFile.ReadSize(new MemoryStream(bytes), $"fuzz.{format}");
                var image = Read(bytes);
                image.Size.Should().Be(size);
                image.Rgb.Length.Should().Be(3 * size.Width * size.Height).And.BeLessThanOrEqualTo(3_000_000);
            },
            MostBytes,
            typeof(ImageException)),
            iter: Fuzz.Budget, threads: 1);

        RgbImage Read(byte[] bytes) => ImageFile.Read(new MemoryStream(bytes), $"fuzz.{format}", Limits);
    }

    private static byte[] SeedOf(string format)
    {
        var image = TestImages.Coordinates(40, 30);
        using var bitmap = image.ToBitmap();
        return format switch
        {
            "jpg" => TestImages.Jpeg(40, 30, orientation: 6),
            "progressive.jpg" => ImageLimitsTests.Progressive(40, 30, scans: 6),
            "png" => ImageFile.ToPng(image),
            "palette.png" => TestImages.Png(4, 3, [0x01], [255, 0, 0, 0, 255, 0], [255, 128]),
            "webp" => bitmap.Encode(SKEncodedImageFormat.Webp, 80).ToArray(),
            "gif" => Gif,
            _ => Bmp(image),
        };
    }

    private static byte[] Bmp(RgbImage image)
    {
        var (width, height) = (image.Size.Width, image.Size.Height);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("BM"u8);
        foreach (var value in (int[])[54 + 3 * width * height, 0, 54, 40, width, height, 1 | 24 << 16, 0, 0, 2835, 2835, 0, 0])
            writer.Write(value);
        writer.Write(image.Rgb);                                                     // rows of 120 bytes, whole words
        return file.ToArray();
    }
}
