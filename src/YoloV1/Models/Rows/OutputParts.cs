using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>A weight in stretches of its outputs: what is computed on the way to its final form takes the memory of one of them.</summary>
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
