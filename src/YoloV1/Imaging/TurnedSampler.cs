namespace YoloV1.Imaging;

/// <summary>Samples a window of a turned image bilinearly, one output row at a time.</summary>
/// <param name="image">Where the colours come from; beyond its edges they are repeated.</param>
/// <param name="rotation">How it is turned.</param>
/// <param name="columns">The columns of the turned image where the output begins and ends, and how many the output has.</param>
/// <param name="rows">Its rows likewise.</param>
internal readonly struct TurnedSampler(
    RgbImage image, Rotation rotation, (double From, double To, int Count) columns, (double From, double To, int Count) rows)
{
    /// <summary>Writes row <paramref name="y"/> of the output: interleaved RGB, 0 to 255; 3 floats for each column.</summary>
    public void SampleRow(int y, Span<float> rgb)
    {
        var row = Middle(rows, y);
        for (var x = 0; x < columns.Count; x++)
        {
            var (sourceX, sourceY) = rotation.SourceOf(Middle(columns, x), row, image.Size);
            Sample(sourceX, sourceY, rgb.Slice(x * RgbImage.Channels, RgbImage.Channels));
        }
    }

    /// <summary>The middle of an output pixel, from the middle of the first source pixel on.</summary>
    private static float Middle((double From, double To, int Count) axis, int pixel) =>
        (float)(axis.From + (pixel + 0.5) * (axis.To - axis.From) / axis.Count - 0.5);

    /// <summary>The colours between four pixels.</summary>
    private void Sample(float x, float y, Span<float> rgb)
    {
        var (width, height) = image.Size;
        (x, y) = (Math.Clamp(x, 0, width - 1), Math.Clamp(y, 0, height - 1));
        var (left, top) = ((int)x, (int)y);
        var (toRight, toBelow) = (left + 1 < width ? RgbImage.Channels : 0, top + 1 < height ? width * RgbImage.Channels : 0);
        var (across, down) = (x - left, y - top);
        var above = image.Rgb.AsSpan((top * width + left) * RgbImage.Channels);
        var below = above[toBelow..];
        for (var c = 0; c < rgb.Length; c++)
        {
            var upper = above[c] + (above[c + toRight] - above[c]) * across;
            var lower = below[c] + (below[c + toRight] - below[c]) * across;
            rgb[c] = upper + (lower - upper) * down;
        }
    }
}
