using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>A weight in slices of its outputs, so that intermediate results take the memory of one slice.</summary>
internal static class OutputParts
{
    private const long PartLength = 1 << 20;

    /// <summary>Stretches of [out, ...] of about a million elements each.</summary>
    public static IEnumerable<(long First, long Count)> Of(Tensor weight)
    {
        var outputs = weight.shape[0];
        var step = Math.Max(1, PartLength * outputs / weight.numel());
        for (var first = 0L; first < outputs; first += step)
            yield return (first, Math.Min(step, outputs - first));
    }
}
