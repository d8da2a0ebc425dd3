using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using YoloV1.Imaging;

namespace YoloV1.Tests.Imaging;

/// <summary>Small files that ask for much memory or time.</summary>
public sealed class ImageLimitsTests
{
    [Fact]
    public void AJpegOfManyScans_IsRefused_BeforeItIsDecoded()
    {
        var jpeg = Progressive(width: 5000, height: 5000, scans: 3000);
        var started = Stopwatch.GetTimestamp();

        FluentActions.Invoking(() => Read(jpeg)).Should().Throw<ImageException>().WithMessage("bomb: *more than 100 scans*");

        jpeg.Length.Should().BeLessThan(250_000);
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(50)]
    public void AJpegsFirstScan_AndThoseAfterIt_AreCounted(int more)
    {
        var jpeg = Progressive(width: 16, height: 8, scans: more);

        Read(jpeg).Size.Should().Be(new ImageSize(16, 8));
        JpegScans.AreMoreThan(more, jpeg).Should().BeTrue();
        JpegScans.AreMoreThan(more + 1, jpeg).Should().BeFalse();
    }

    [Fact]
    public void MarkersInsideSegments_AndAfterTheImage_AreNoScans()
    {
        var jpeg = Progressive(width: 16, height: 8, scans: 3);
        byte[] markers = [.. Enumerable.Range(0, 1000).SelectMany(_ => (byte[])[0xFF, 0xDA, 0, 2])];
        byte[] comment = [0xFF, 0xFE, .. Length(markers.Length), .. markers];

        Read([.. jpeg[..2], .. comment, .. jpeg[2..], .. markers]).Size.Should().Be(new ImageSize(16, 8));
    }

    [Fact]
    public void ScansBehindFillBytesAndStrayRestarts_AreCounted()
    {
        var jpeg = Progressive(width: 16, height: 8, scans: 200);
        byte[] stray = [0xFF, 0xFF, 0xFF, 0xD0, 0xFF, 0xD7, 0, 1];
        var scan = jpeg.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);

        JpegScans.AreMoreThan(200, [.. jpeg[..scan], .. stray, .. jpeg[scan..]]).Should().BeTrue();
    }

    [Theory]
    [InlineData(30_000, 30_000)]
    [InlineData(65_000, 3_100)]
    public void AHugeImageInASmallFile_IsRefused_BeforeItIsDecoded(int width, int height)
    {
        var png = BlackPng(width, height);
        var before = GC.GetAllocatedBytesForCurrentThread();

        FluentActions.Invoking(() => Read(png)).Should().Throw<ImageException>()
            .WithMessage($"bomb: {width}x{height} pixels are more than the 200 megapixels allowed*");

        png.Length.Should().BeLessThan(130_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
    }

    [Fact]
    public void TheCallersLimit_CountsInThePlaceOfTheDefault()
    {
        var png = BlackPng(1500, 1000);

        Read(png, new() { MaxMegapixels = 2 }).Size.Should().Be(new ImageSize(1500, 1000));
        FluentActions.Invoking(() => Read(png, new() { MaxMegapixels = 1 })).Should().Throw<ImageException>().WithMessage("*1 megapixels*");
        FluentActions.Invoking(() => new ImageLimits { MaxMegapixels = 0 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void ADevice_IsNoImage()
    {
        if (!OperatingSystem.IsWindows())
            FluentActions.Invoking(() => ImageFile.Read("/dev/zero")).Should().Throw<ImageException>();
    }

    private static RgbImage Read(byte[] file, ImageLimits? limits = null) =>
        limits is null ? ImageFile.Read(new MemoryStream(file), "bomb") : ImageFile.Read(new MemoryStream(file), "bomb", limits);

    /// <summary>A grey progressive JPEG: a scan of the averages, and so many without anything in them.</summary>
    internal static byte[] Progressive(int width, int height, int scans)
    {
        var blocks = (width + 7) / 8 * ((height + 7) / 8);
        // Each code of 15 zeros says that 16,384 blocks have nothing; ones fill up the last byte.
        var codes = 15 * (blocks / 16384 + 1);
        var empty = new byte[(codes + 7) / 8];
        empty[^1] = (byte)((1 << (-codes & 7)) - 1);
        byte[] scan = [.. Segment(0xDA, 1, 1, 0, 1, 63, 0), .. empty];
        return
        [
            0xFF, 0xD8, .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]),
            .. Segment(0xC2, [8, .. Big(height), .. Big(width), 1, 1, 0x11, 0]),
            .. Segment(0xC4, [0, 1, .. new byte[15], 0]), .. Segment(0xC4, [0x10, 1, .. new byte[15], 0xE0]),
            .. Segment(0xDA, 1, 1, 0, 0, 0, 0), .. new byte[(blocks + 7) / 8],
            .. Enumerable.Repeat(scan, scans).SelectMany(bytes => bytes), 0xFF, 0xD9,
        ];
    }

    private static byte[] Segment(byte marker, params byte[] content) => [0xFF, marker, .. Length(content.Length), .. content];

    private static byte[] Length(int content) => Big(content + 2);

    private static byte[] Big(int value) => [(byte)(value >> 8), (byte)value];

    /// <summary>A PNG of one bit a pixel.</summary>
    private static byte[] BlackPng(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var row = new byte[1 + (width + 7) / 8];
            for (var y = 0; y < height; y++)
                zlib.Write(row);
        }
        byte[] header = [0, 0, .. Big(width), 0, 0, .. Big(height), 1, 0, 0, 0, 0];
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string name, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32(named));
        return [.. length, .. named, .. sum];
    }

    private static uint Crc32(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320u);
        }
        return ~sum;
    }
}
