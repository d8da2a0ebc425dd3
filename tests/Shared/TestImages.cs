using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;
using YoloV1.Imaging;

namespace YoloV1.Tests;

/// <summary>A temporary folder, and small images in it.</summary>
internal sealed class TestImages : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("yolov1-").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>An image whose every pixel tells where it is.</summary>
    public static RgbImage Coordinates(int width, int height)
    {
        var image = new RgbImage(new ImageSize(width, height));
        for (var i = 0; i < width * height; i++)
            (image.Rgb[3 * i], image.Rgb[3 * i + 1], image.Rgb[3 * i + 2]) = ((byte)(i % width), (byte)(i / width), (byte)(7 * i));
        return image;
    }

    /// <summary>A JPEG of four flat quarters - red, green, blue, white - with an EXIF orientation.</summary>
    public static byte[] Jpeg(int width, int height, byte orientation = 1)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        foreach (var (color, x, y) in new[] { (SKColors.Red, 0, 0), (SKColors.Lime, 1, 0), (SKColors.Blue, 0, 1), (SKColors.White, 1, 1) })
        {
            using var paint = new SKPaint { Color = color };
            canvas.DrawRect(x * width / 2f, y * height / 2f, width / 2f, height / 2f, paint);
        }
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        var bytes = jpeg.ToArray();
        return [.. bytes[..2], .. exif, .. bytes[2..]];
    }

    /// <summary>A PNG of two pixels side by side.</summary>
    /// <param name="bitDepth">Bits of a sample.</param>
    /// <param name="colorType">PNG's number: 0 grey, 2 RGB, 3 palette, 4 grey and alpha.</param>
    /// <param name="row">The bytes of the row.</param>
    /// <param name="palette">RGB of each entry.</param>
    /// <param name="alphas">The alpha of each entry.</param>
    public static byte[] Png(byte bitDepth, byte colorType, byte[] row, byte[]? palette = null, byte[]? alphas = null)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write([0, .. row]);
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n',
            .. Chunk("IHDR"u8, [0, 0, 0, 2, 0, 0, 0, 1, bitDepth, colorType, 0, 0, 0]),
            .. palette is null ? [] : Chunk("PLTE"u8, palette),
            .. alphas is null ? [] : Chunk("tRNS"u8, alphas),
            .. Chunk("IDAT"u8, packed.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        var crc = uint.MaxValue;
        foreach (var value in chunk.AsSpan(4, data.Length + 4))
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), ~crc);
        return chunk;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
