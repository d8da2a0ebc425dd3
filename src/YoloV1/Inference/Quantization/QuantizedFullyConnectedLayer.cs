using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>A fully connected layer over bytes, and its activation.</summary>
/// <param name="activation">The activation.</param>
/// <param name="levels">The levels of its input.</param>
/// <param name="packed">Its weights in oneDNN's order; owned.</param>
/// <param name="bias">[out], float32; owned.</param>
internal sealed class QuantizedFullyConnectedLayer(Activation activation, Quantization levels, OneDnnInt8.Weights packed, Tensor bias)
    : InferenceLayer(packed, bias)
{
    public override Tensor Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        var bytes = QuantizeKernel.Quantize(input.contiguous().flatten(1), levels.Scale, levels.Zero);   // [N, in], channel by channel
        var sums = OneDnnInt8.Connect(bytes, packed, bias, input.dtype);            // [N, out]
        return activation.Over(sums).MoveToOuterDisposeScope();
    }

    /// <summary>Weights [out, in] in oneDNN's order.</summary>
    public static OneDnnInt8.Weights Pack(Quantization levels, QuantizedWeights weights) =>
        OneDnnInt8.PackConnection(weights.Bytes, weights.Scales, levels.Scale, levels.Zero);
}
