using System.Runtime.CompilerServices;

namespace YoloV1.Imaging;

/// <summary>Samples a window of a picture bilinearly, one output row at a time.</summary>
/// <param name="picture">Where the colours come from; beyond its edges they are repeated.</param>
/// <param name="columns">The source columns of the output's columns.</param>
/// <param name="rows">The source rows of the output's rows.</param>
internal readonly struct Resampler(Picture picture, AxisSamples columns, AxisSamples rows)
{
    /// <summary>Samples the whole picture, stretched to the output's size.</summary>
    public Resampler(Picture picture, ImageSize output) : this(
        picture,
        new AxisSamples(picture.Size.Width, 0, picture.Size.Width, output.Width),
        new AxisSamples(picture.Size.Height, 0, picture.Size.Height, output.Height))
    {
    }

    /// <summary>Writes row <paramref name="y"/> of the output: interleaved RGB, 0 to 255; 3 floats for each column.</summary>
    public void SampleRow(int y, Span<float> rgb)
    {
        var stride = picture.Size.Width * Picture.Channels;
        var above = picture.Rgb.AsSpan(rows.Lower[y] * stride, stride);
        var below = picture.Rgb.AsSpan(rows.Upper[y] * stride, stride);
        var down = rows.Weight[y];
        ReadOnlySpan<int> lower = columns.Lower;
        ReadOnlySpan<int> upper = columns.Upper;
        ReadOnlySpan<float> weight = columns.Weight;
        for (var x = 0; x < lower.Length; x++, rgb = rgb[Picture.Channels..])
        {
            var (left, right, across) = (lower[x] * Picture.Channels, upper[x] * Picture.Channels, weight[x]);
            var aboveLeft = above.Slice(left, Picture.Channels);
            var aboveRight = above.Slice(right, Picture.Channels);
            var belowLeft = below.Slice(left, Picture.Channels);
            var belowRight = below.Slice(right, Picture.Channels);
            rgb[2] = Mix(Mix(aboveLeft[2], aboveRight[2], across), Mix(belowLeft[2], belowRight[2], across), down);
            rgb[1] = Mix(Mix(aboveLeft[1], aboveRight[1], across), Mix(belowLeft[1], belowRight[1], across), down);
            rgb[0] = Mix(Mix(aboveLeft[0], aboveRight[0], across), Mix(belowLeft[0], belowRight[0], across), down);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Mix(float a, float b, float weight) => a + (b - a) * weight;
}
