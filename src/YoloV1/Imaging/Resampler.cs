using YoloV1.Kernels;

namespace YoloV1.Imaging;

/// <summary>Samples a window of an image bilinearly, one output row at a time; for one thread.</summary>
/// <param name="image">Where the colours come from; beyond its edges they are repeated.</param>
/// <param name="columns">The source columns of the output's columns.</param>
/// <param name="rows">The source rows of the output's rows.</param>
internal readonly struct Resampler(RgbImage image, AxisSamples columns, AxisSamples rows)
{
    // Two source rows blended into one.
    private readonly float[] _line = new float[ResampleKernel.LineLength(image.Size.Width)];

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
        var above = image.Rgb.AsSpan(rows.Lower[y] * stride, stride);
        var below = image.Rgb.AsSpan(rows.Upper[y] * stride, stride);
        ResampleKernel.Blend(above, below, rows.Weight[y], _line);
        ResampleKernel.Mix(_line, columns.Lower, columns.Upper, columns.Weight, rgb);
    }
}
