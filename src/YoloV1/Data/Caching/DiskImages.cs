using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>Images kept in files: a header of eight-byte integers, then the pixels.</summary>
internal sealed class DiskImages : IImageStore
{
    private const string Extension = ".rgb";

    // Time and length of the image's file; width and height.
    private const int HeaderLength = 4 * sizeof(long);

    private readonly string _folder;
    private readonly ImageSize _largest;
    private readonly long _maxBytes;
    private long _bytes;

    /// <summary>Opens a folder, or makes it.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="largest">The limit of the images; images with another limit are cached separately.</param>
    /// <param name="maxBytes">The bound of all files together.</param>
    public DiskImages(string folder, ImageSize largest, long maxBytes)
    {
        (_folder, _largest, _maxBytes) = (folder, largest, maxBytes);
        _bytes = Directory.CreateDirectory(folder).EnumerateFiles($"*{Extension}").Sum(file => file.Length);
    }

    public RgbImage? Find(int index, ImageStamp stamp)
    {
        var path = PathOf(stamp);
        if (!File.Exists(path))
            return null;
        // A file may be replaced while it is read.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength
            || Number(header, 0) != stamp.Modified || Number(header, 1) != stamp.Length)
        {
            return null;
        }
        var (width, height) = (Number(header, 2), Number(header, 3));
        if (width < 1 || height < 1 || width > _largest.Width || height > _largest.Height
            || file.Length != HeaderLength + width * height * RgbImage.Channels)
        {
            return null;
        }
        var image = new RgbImage(new ImageSize((int)width, (int)height));
        file.ReadExactly(image.Rgb);
        return image;
    }

    public void Keep(int index, ImageStamp stamp, RgbImage image)
    {
        var path = PathOf(stamp);
        var existing = new FileInfo(path);
        var more = HeaderLength + image.Rgb.LongLength - (existing.Exists ? existing.Length : 0);
        if (Interlocked.Add(ref _bytes, more) > _maxBytes)
        {
            Interlocked.Add(ref _bytes, -more);
            return;
        }
        var header = new byte[HeaderLength];
        long[] numbers = [stamp.Modified, stamp.Length, image.Size.Width, image.Size.Height];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(i * sizeof(long)), numbers[i]);
        AtomicFile.Write(path, file =>
        {
            file.Write(header);
            file.Write(image.Rgb);
        });
    }

    private static long Number(ReadOnlySpan<byte> header, int place) =>
        BinaryPrimitives.ReadInt64LittleEndian(header[(place * sizeof(long))..]);

    private string PathOf(ImageStamp stamp)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{_largest} {stamp.Path}"));
        return Path.Combine(_folder, Convert.ToHexString(name.AsSpan(0, 16)) + Extension);
    }
}
