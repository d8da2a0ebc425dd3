using System.Numerics;
using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>A fingerprint of an image: equal for copies that were saved again or at another size.</summary>
internal sealed class ImageSignature
{
    private const int Side = 16;

    // Room for another quality or size of the same shot; different frames of a fixed camera mostly differ by more.
    private const int MostBits = 6;
    private const double MostDifference = 2;

    private readonly byte[] _thumbnail;   // Side * Side greys
    private readonly ulong _hash;

    private ImageSignature(byte[] thumbnail, ulong hash) => (_thumbnail, _hash) = (thumbnail, hash);

    /// <summary>The signature of an image.</summary>
    public static ImageSignature Of(RgbImage image) => new(Shrink(image, Side, Side), Hash(Shrink(image, 9, 8)));

    /// <summary>Whether two images look the same: by the hash, which is fast, then by the thumbnail, which is reliable.</summary>
    public bool LooksLike(ImageSignature other) => MayLookLike(other) && Difference(other) <= MostDifference;

    /// <summary>Whether two images look the same by the hash alone.</summary>
    public bool MayLookLike(ImageSignature other) => BitOperations.PopCount(_hash ^ other._hash) <= MostBits;

    private double Difference(ImageSignature other)
    {
        var sum = 0;
        for (var i = 0; i < _thumbnail.Length; i++)
            sum += Math.Abs(_thumbnail[i] - other._thumbnail[i]);
        return (double)sum / _thumbnail.Length;
    }

    /// <summary>Whether each of 8 x 8 cells is brighter than its right neighbour (Krawetz's difference hash).</summary>
    private static ulong Hash(byte[] greys)
    {
        var hash = 0UL;
        for (var y = 0; y < 8; y++)
            for (var x = 0; x < 8; x++)
                hash = hash << 1 | (greys[y * 9 + x] > greys[y * 9 + x + 1] ? 1UL : 0);
        return hash;
    }

    /// <summary>The mean grey of each of width x height parts; an image of fewer pixels gives the nearest.</summary>
    private static byte[] Shrink(RgbImage image, int width, int height)
    {
        var greys = new byte[width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                greys[y * width + x] = MeanGrey(image, Part(x, width, image.Size.Width), Part(y, height, image.Size.Height));
        return greys;
    }

    private static (int From, int To) Part(int index, int count, int length)
    {
        var from = (int)((long)index * length / count);
        return (from, Math.Max(from + 1, (int)((long)(index + 1) * length / count)));
    }

    private static byte MeanGrey(RgbImage image, (int From, int To) columns, (int From, int To) rows)
    {
        var sum = 0L;
        for (var y = rows.From; y < rows.To; y++)
        {
            var row = image.Rgb.AsSpan(
                (y * image.Size.Width + columns.From) * RgbImage.Channels, (columns.To - columns.From) * RgbImage.Channels);
            for (var i = 0; i < row.Length; i += RgbImage.Channels)
                sum += 2 * row[i] + 5 * row[i + 1] + row[i + 2];
        }
        return (byte)(sum / (8L * (columns.To - columns.From) * (rows.To - rows.From)));
    }
}
