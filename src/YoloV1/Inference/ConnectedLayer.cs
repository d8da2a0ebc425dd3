using YoloV1.Models;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>A fully connected layer and its activation.</summary>
/// <param name="activation">The activation.</param>
/// <param name="weight">[out, in], batch normalisation folded in; owned.</param>
/// <param name="bias">[out]; owned.</param>
/// <param name="slope">The activation's slope below zero for oneDNN's operator; null for torch's plain one.</param>
internal sealed class ConnectedLayer(Activation activation, Tensor weight, Tensor bias, double? slope) : InferenceLayer(weight, bias)
{
    public override Tensor Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        var flat = input.contiguous().flatten(1);                                    // [N, in], channel by channel
        var output = slope is { } fused
            ? OneDnn.Connect(flat, weight, bias, fused)
            : activation.Of(nn.functional.linear(flat, weight, bias));               // [N, out]
        return output.MoveToOuterDisposeScope();
    }
}
