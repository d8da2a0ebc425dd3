using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>Weights as signed bytes, each output's with a scale of its own.</summary>
/// <param name="Bytes">[out, ...], -127 to 127.</param>
/// <param name="Scales">[out], float32: the value of 1.</param>
internal sealed record QuantizedWeights(Tensor Bytes, Tensor Scales)
{
    private const int Most = sbyte.MaxValue;

    /// <summary>The nearest bytes of float32 weights; both tensors are of the caller's scope.</summary>
    /// <param name="weight">[out, ...].</param>
    /// <param name="leastScales">[out]: the smallest allowed value of 1; null for any value over 0.</param>
    public static QuantizedWeights Of(Tensor weight, Tensor? leastScales = null)
    {
        using var scope = NewDisposeScope();
        var bytes = empty(weight.shape, ScalarType.Int8, weight.device);
        var scales = empty([weight.shape[0]], ScalarType.Float32, weight.device);
        foreach (var (first, count) in OutputParts.Of(weight))
        {
            Tensor Part(Tensor whole) => whole.narrow(0, first, count);
            Round(Part(weight), Part(bytes), Part(scales), leastScales is null ? null : Part(leastScales));
        }
        return new(bytes.MoveToOuterDisposeScope(), scales.MoveToOuterDisposeScope());
    }

    /// <summary>The values of the bytes, float32.</summary>
    public Tensor ToFloats() => Bytes.to(ScalarType.Float32).mul_(PerOutput(Scales, Bytes));

    private static void Round(Tensor weight, Tensor bytes, Tensor scales, Tensor? leastScales)
    {
        using var scope = NewDisposeScope();
        var largest = weight.abs().flatten(1).amax([1]);                             // [out]
        scales.copy_(where(largest > 0, largest / Most, ones_like(largest)));
        if (leastScales is not null)
            scales.copy_(scales.maximum(leastScales));
        bytes.copy_((weight / PerOutput(scales, weight)).round_().clamp_(-Most, Most));
    }

    private static Tensor PerOutput(Tensor scales, Tensor weight) => scales.view([-1, .. Enumerable.Repeat(1L, (int)weight.dim() - 1)]);
}
