using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>
/// The values represented by the 256 bytes: (byte - Zero) * Scale. Zero is one of them, because convolutions pad with it.
/// </summary>
/// <param name="Scale">From one level to the next.</param>
/// <param name="Zero">The byte that represents 0.</param>
internal readonly record struct Quantization(double Scale, long Zero)
{
    private const int Steps = byte.MaxValue;

    // Below it, the inverse of a scale is more than 32 bits hold.
    private const double LeastScale = 1e-30;

    /// <summary>Levels that cover a range and 0.</summary>
    public static Quantization Covering(ValueRange range)
    {
        var (least, greatest) = (Math.Min(0.0, range.Least), Math.Max(0.0, range.Greatest));
        var scale = Math.Max((greatest - least) / Steps, LeastScale);
        return new(scale, (long)Math.Round(-least / scale));
    }

    /// <summary>The levels of the input of an activation whose output has these levels; null if it has no inverse.</summary>
    public Quantization? Before(Activation activation)
    {
        var (least, greatest) = ((float)(-Zero * Scale), (float)((Steps - Zero) * Scale));
        return activation switch
        {
            Activation.Linear or Activation.Relu => this,
            Activation.Leaky => Covering(new((float)(least / Activations.LeakySlope), greatest)),
            Activation.Ramp =>
                Covering(new((float)(least / Activations.LeakySlope), (float)(greatest / (1 + Activations.LeakySlope)))),
            _ => null,
        };
    }

    /// <summary>
    /// Values to the nearest levels; those beyond the ends go to the ends. A tensor that torch knows to be quantized, of the caller's
    /// scope.
    /// </summary>
    public Tensor Round(Tensor values) => quantize_per_tensor(values.to(ScalarType.Float32), Scale, Zero, ScalarType.QUInt8);
}
