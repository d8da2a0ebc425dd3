using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace YoloV1.Imaging;

/// <summary>Samples a window of an image bilinearly, one output row at a time; for one thread.</summary>
/// <param name="image">Where the colours come from; beyond its edges they are repeated.</param>
/// <param name="columns">The source columns of the output's columns.</param>
/// <param name="rows">The source rows of the output's rows.</param>
internal readonly struct Resampler(RgbImage image, AxisSamples columns, AxisSamples rows)
{
    // Two source rows blended into one; one number longer, since the colours of a pixel are read four at a time.
    private readonly float[] _line = new float[image.Size.Width * RgbImage.Channels + 1];

    /// <summary>Samples the whole image, stretched to the output's size.</summary>
    public Resampler(RgbImage image, ImageSize output) : this(
        image,
        new AxisSamples(image.Size.Width, 0, image.Size.Width, output.Width),
        new AxisSamples(image.Size.Height, 0, image.Size.Height, output.Height))
    {
    }

    /// <summary>Writes row <paramref name="y"/> of the output: interleaved RGB, 0 to 255; 3 floats for each column.</summary>
    public void SampleRow(int y, Span<float> rgb)
    {
        var stride = image.Size.Width * RgbImage.Channels;
        Blend(image.Rgb.AsSpan(rows.Lower[y] * stride, stride), image.Rgb.AsSpan(rows.Upper[y] * stride, stride), rows.Weight[y], _line);
        Spread(rgb);
    }

    /// <summary>Blends two rows of pixels, sixteen colours at a time.</summary>
    private static void Blend(ReadOnlySpan<byte> above, ReadOnlySpan<byte> below, float down, Span<float> line)
    {
        var weight = Vector256.Create(down);
        var i = 0;
        for (; i <= above.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var (top, nextTop) = ToFloats(above[i..]);
            var (bottom, nextBottom) = ToFloats(below[i..]);
            (top + (bottom - top) * weight).CopyTo(line[i..]);
            (nextTop + (nextBottom - nextTop) * weight).CopyTo(line[(i + Vector256<float>.Count)..]);
        }
        for (; i < above.Length; i++)
            line[i] = above[i] + (below[i] - above[i]) * down;
    }

    /// <summary>Takes the output's columns from the blended row, a pixel at a time.</summary>
    private void Spread(Span<float> rgb)
    {
        ReadOnlySpan<int> lower = columns.Lower;
        ReadOnlySpan<int> upper = columns.Upper;
        ReadOnlySpan<float> weight = columns.Weight;
        // Unchecked from here on, for half of the time: columns lie within the image, and one more number ends the line.
        ref var line = ref MemoryMarshal.GetArrayDataReference(_line);
        ref var first = ref MemoryMarshal.GetReference(rgb[..(lower.Length * RgbImage.Channels)]);
        Span<float> pixel = stackalloc float[Vector128<float>.Count];
        for (var x = 0; x < lower.Length; x++)
        {
            var left = Vector128.LoadUnsafe(ref line, (nuint)(lower[x] * RgbImage.Channels));
            var right = Vector128.LoadUnsafe(ref line, (nuint)(upper[x] * RgbImage.Channels));
            var mixed = left + (right - left) * weight[x];
            // The fourth number is overwritten by the next pixel; the last pixel has no room for it.
            if (x < lower.Length - 1)
            {
                mixed.StoreUnsafe(ref first, (nuint)(x * RgbImage.Channels));
                continue;
            }
            mixed.CopyTo(pixel);
            pixel[..RgbImage.Channels].CopyTo(rgb[(x * RgbImage.Channels)..]);
        }
    }

    private static (Vector256<float> First, Vector256<float> Second) ToFloats(ReadOnlySpan<byte> colors)
    {
        var (low, high) = Vector256.Widen(Vector256.WidenLower(Vector128.Create(colors).ToVector256Unsafe()));
        return (Vector256.ConvertToSingle(low.AsInt32()), Vector256.ConvertToSingle(high.AsInt32()));
    }
}
