using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using YoloV1.Files;
using YoloV1.Imaging;

namespace YoloV1.Data.Caching;

/// <summary>Pictures kept in files: a header of eight-byte numbers, then the pixels.</summary>
internal sealed class DiskPictures : IPictureStore
{
    private const string Extension = ".rgb";

    // Time and length of the picture's file; width and height.
    private const int HeaderLength = 4 * sizeof(long);

    private readonly string _folder;
    private readonly ImageSize _largest;
    private readonly long _maxBytes;
    private long _bytes;

    /// <summary>Opens a folder, or makes it.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="largest">What pictures are limited to: those of another limit are others.</param>
    /// <param name="maxBytes">The bound of all files together.</param>
    public DiskPictures(string folder, ImageSize largest, long maxBytes)
    {
        (_folder, _largest, _maxBytes) = (folder, largest, maxBytes);
        _bytes = Directory.CreateDirectory(folder).EnumerateFiles($"*{Extension}").Sum(file => file.Length);
    }

    public Picture? Find(int index, PictureStamp stamp)
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
            || file.Length != HeaderLength + width * height * Picture.Channels)
        {
            return null;
        }
        var picture = new Picture(new ImageSize((int)width, (int)height));
        file.ReadExactly(picture.Rgb);
        return picture;
    }

    public void Keep(int index, PictureStamp stamp, Picture picture)
    {
        var path = PathOf(stamp);
        var existing = new FileInfo(path);
        var more = HeaderLength + picture.Rgb.LongLength - (existing.Exists ? existing.Length : 0);
        if (Interlocked.Add(ref _bytes, more) > _maxBytes)
        {
            Interlocked.Add(ref _bytes, -more);
            return;
        }
        var header = new byte[HeaderLength];
        long[] numbers = [stamp.Modified, stamp.Length, picture.Size.Width, picture.Size.Height];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(i * sizeof(long)), numbers[i]);
        AtomicFile.Write(path, file =>
        {
            file.Write(header);
            file.Write(picture.Rgb);
        });
    }

    private static long Number(ReadOnlySpan<byte> header, int place) => BinaryPrimitives.ReadInt64LittleEndian(header[(place * sizeof(long))..]);

    private string PathOf(PictureStamp stamp)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{_largest} {stamp.Path}"));
        return Path.Combine(_folder, Convert.ToHexString(name.AsSpan(0, 16)) + Extension);
    }
}
