using System.Buffers;
using System.Runtime.InteropServices;
using SkiaSharp;
using YoloV1.Files;

namespace YoloV1.Imaging;

/// <summary>Images in files: JPEG, PNG, WebP, BMP and GIF (its first frame) to read, PNG and JPEG to write.</summary>
/// <remarks>
/// An image is read as it should be seen: turned as its EXIF orientation says, grey, palette and CMYK made RGB, of 16 bits the
/// high eight taken, transparent pixels laid over white. Colour profiles are not applied.
/// </remarks>
public static class ImageFile
{
    /// <summary>
    /// Who decodes JPEG files on this machine: <c>libjpeg-turbo</c> where a Linux system has its <c>libturbojpeg.so.0</c>, else
    /// <c>SkiaSharp</c>. They give the same pixels; on Linux SkiaSharp takes two to three times as long.
    /// </summary>
    public static string JpegDecoder => TurboJpeg.IsAvailable ? "libjpeg-turbo" : "SkiaSharp";

    /// <summary>The extensions of the files that can be read, each with its dot and in lower case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif"];

    /// <summary>Whether a path ends in one of <see cref="Extensions"/>, in upper or lower case; the file is not opened.</summary>
    public static bool HasExtension(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The files of a folder that end in one of <see cref="Extensions"/>, in the order of their names; hidden ones, such as those that
    /// macOS puts beside images, are passed over.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<string> InFolder(string folder) =>
    [
        .. Directory.EnumerateFiles(folder).Where(path => HasExtension(path) && !Path.GetFileName(path).StartsWith('.'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads an image within <see cref="ImageLimits.Default"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImageException">The file is not an image, ends before its last row, or is beyond the limits.</exception>
    public static RgbImage Read(string path) => Read(path, ImageLimits.Default);

    /// <summary>Reads an image within limits.</summary>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public static RgbImage Read(string path, ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        using var stream = Open(path);
        return stream.Length <= limits.MostBytes
            ? Read(stream, path, limits)
            : throw new ImageException(
                $"{path}: {stream.Length} bytes are more than an image of {limits.MaxMegapixels} megapixels needs; save it again.");
    }

    /// <summary>Reads an image from the rest of a stream, which stays open, within <see cref="ImageLimits.Default"/>.</summary>
    /// <param name="stream">The bytes of an image file.</param>
    /// <param name="name">Its name in error messages.</param>
    /// <exception cref="ImageException">
    /// The stream does not hold an image, ends before its last row, or is beyond the limits.
    /// </exception>
    public static RgbImage Read(Stream stream, string name) => Read(stream, name, ImageLimits.Default);

    /// <summary>Reads an image from the rest of a stream, which stays open, within limits.</summary>
    /// <param name="stream">The bytes of an image file.</param>
    /// <param name="name">Its name in error messages.</param>
    /// <param name="limits">Images beyond these limits are rejected before decoding.</param>
    /// <inheritdoc cref="Read(Stream, string)" path="/exception"/>
    public static RgbImage Read(Stream stream, string name, ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        using var data = SKData.Create(stream);
        using var codec = CodecOf(data) ?? throw NotAnImage(name);
        var isJpeg = codec.EncodedFormat == SKEncodedImageFormat.Jpeg;
        return limits.Fault(StoredSizeOf(codec), isJpeg ? data.Span : []) is { } fault
            ? throw new ImageException($"{name}: {fault}.")
            : Upright.Turn(Decode(codec, data, name), codec.EncodedOrigin);
    }

    /// <summary>Reads the width and height of the result of <see cref="Read(string)"/>, from the header only.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImageException">The file is not an image.</exception>
    public static ImageSize ReadSize(string path)
    {
        using var stream = Open(path);
        using var codec = SKCodec.Create(stream) ?? throw NotAnImage(path);
        return SizeOf(codec);
    }

    /// <summary>
    /// Reads the width and height that <see cref="Read(Stream, string)"/> would give: who takes images of strangers can refuse huge ones
    /// before memory is taken for them.
    /// </summary>
    /// <param name="stream">The bytes of an image file; it is read to its end and stays open.</param>
    /// <param name="name">Its name in error messages.</param>
    /// <exception cref="ImageException">The stream does not hold an image.</exception>
    public static ImageSize ReadSize(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var data = SKData.Create(stream);
        using var codec = CodecOf(data) ?? throw NotAnImage(name);
        return SizeOf(codec);
    }

    /// <summary>Writes a PNG file, in the place of one that is there; a file is there in full or not at all.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static void WritePng(RgbImage image, string path) => Write(ToPng(image), path);

    /// <summary>Writes a JPEG file, in the place of one that is there; a file is there in full or not at all.</summary>
    /// <param name="image">The image.</param>
    /// <param name="path">The file.</param>
    /// <param name="quality">0 to 100.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static void WriteJpeg(RgbImage image, string path, int quality = 90) => Write(ToJpeg(image, quality), path);

    /// <summary>The bytes of a PNG file.</summary>
    public static byte[] ToPng(RgbImage image) => Encode(image, SKEncodedImageFormat.Png, quality: 100);

    /// <summary>The bytes of a JPEG file.</summary>
    /// <param name="image">The image.</param>
    /// <param name="quality">0 to 100.</param>
    public static byte[] ToJpeg(RgbImage image, int quality = 90) => Encode(image, SKEncodedImageFormat.Jpeg, quality);

    private static void Write(byte[] encoded, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, file => file.Write(encoded));
    }

    private static byte[] Encode(RgbImage image, SKEncodedImageFormat format, int quality)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var bitmap = image.ToBitmap();
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    private static SKCodec? CodecOf(SKData data) => ImageFormats.AreKnown(data.Span) ? SKCodec.Create(data) : null;

    private static ImageSize SizeOf(SKCodec codec) => Upright.SizeOf(StoredSizeOf(codec), codec.EncodedOrigin);

    private static ImageSize StoredSizeOf(SKCodec codec) => new(codec.Info.Width, codec.Info.Height);

    private static RgbImage Decode(SKCodec codec, SKData data, string name)
    {
        var size = StoredSizeOf(codec);
        if ((long)size.Width * size.Height * 4 > Array.MaxLength)
            throw new ImageException($"{name}: {size} pixels are too many to decode; make it smaller.");
        if (codec.EncodedFormat == SKEncodedImageFormat.Jpeg && TurboJpeg.Decode(data.Span, size) is { } image)
            return image;

        // Lent from image to image: a new array's pages would have to be cleared first.
        var length = size.Width * size.Height * 4;
        var lent = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return GetPixels(codec, lent) switch
            {
                SKCodecResult.Success => SkiaPixels.ToImage(lent.AsSpan(0, length), size, codec.Info.AlphaType == SKAlphaType.Opaque),
                SKCodecResult.IncompleteInput => throw Damaged(name, "truncated"),
                var result => throw Damaged(name, $"damaged ({result})"),
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(lent);
        }
    }

    private static SKCodecResult GetPixels(SKCodec codec, byte[] rgba)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var pinned = GCHandle.Alloc(rgba, GCHandleType.Pinned);
        try
        {
            return codec.GetPixels(info, pinned.AddrOfPinnedObject());
        }
        finally
        {
            pinned.Free();
        }
    }

    private static FileStream Open(string path)
    {
        var stream = Find(path) ?? throw new ImageException($"{path}: {RegularFile.NotRegular}; give an image file.");
        // Before all of a file is read that is none.
        Span<byte> start = stackalloc byte[ImageFormats.SignatureLength];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (ImageFormats.AreKnown(start))
            return stream;
        stream.Dispose();
        throw NotAnImage(path);
    }

    private static FileStream? Find(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{Printable.Path(path)}: there is no such image file; check the path.", path);
        try
        {
            return RegularFile.TryOpen(path);
        }
        catch (FileNotFoundException e)
        {
            throw new FileNotFoundException($"{Printable.Path(path)}: this is a link that leads nowhere; check where.", path, e);
        }
    }

    private static ImageException Damaged(string name, string how) =>
        new($"{name}: the image is {how}; copy or download the file again.");

    private static ImageException NotAnImage(string name) =>
        new($"{name}: this is not an image that can be read; give a JPEG, PNG, WebP, BMP or GIF file.");
}
