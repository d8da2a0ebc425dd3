namespace YoloV1.Imaging;

/// <summary>Along one axis: the two source pixels that each output pixel lies between, and how far it is to the second.</summary>
internal readonly struct AxisSamples
{
    /// <summary>The source pixel before.</summary>
    public int[] Lower { get; }

    /// <summary>The source pixel after.</summary>
    public int[] Upper { get; }

    /// <summary>The weight of the pixel after, 0 to below 1.</summary>
    public float[] Weight { get; }

    /// <summary>Spreads output pixels evenly over the stretch of source pixels from one edge to another.</summary>
    /// <param name="sourceLength">Source pixels; beyond the first and the last these are repeated.</param>
    /// <param name="from">The edge where the output starts, in source pixels.</param>
    /// <param name="to">The edge where it ends; before <paramref name="from"/> when the output is mirrored.</param>
    /// <param name="outputLength">Output pixels.</param>
    public AxisSamples(int sourceLength, double from, double to, int outputLength)
    {
        (Lower, Upper, Weight) = (new int[outputLength], new int[outputLength], new float[outputLength]);
        var step = (to - from) / outputLength;
        for (var i = 0; i < outputLength; i++)
        {
            // Half-pixel centres: pixel i covers [i, i + 1] and is sampled in the middle.
            var position = Math.Clamp(from + (i + 0.5) * step - 0.5, 0, sourceLength - 1);
            Lower[i] = (int)position;
            Upper[i] = Math.Min(Lower[i] + 1, sourceLength - 1);
            Weight[i] = (float)(position - Lower[i]);
        }
    }
}
