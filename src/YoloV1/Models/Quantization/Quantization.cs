using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>
/// Which values the 256 bytes stand for: (byte - Zero) * Scale. Zero itself is one of them, since convolutions pad with it.
/// </summary>
/// <param name="Scale">From one level to the next.</param>
/// <param name="Zero">The byte that stands for 0.</param>
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

    /// <summary>The levels that hold what an activation gets, if these hold what it gives; null if it has no inverse.</summary>
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
