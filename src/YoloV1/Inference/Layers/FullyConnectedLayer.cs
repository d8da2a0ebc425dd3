using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>A fully connected layer and its activation.</summary>
/// <param name="activation">The activation.</param>
/// <param name="weight">[out, in], batch normalization folded in; owned.</param>
/// <param name="bias">[out]; owned.</param>
/// <param name="slope">
/// The activation's slope below zero, if faster kernels may replace torch's plain operator; null if not.
/// </param>
internal sealed class FullyConnectedLayer(Activation activation, Tensor weight, Tensor bias, double? slope) : InferenceLayer(weight, bias)
{
    public override Tensor Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        var flat = input.contiguous().flatten(1);                                    // [N, in], channel by channel
        var output = slope switch                                                    // [N, out]
        {
            not null when SmallBatchMatMul.Suits(flat, weight) => activation.Over(SmallBatchMatMul.Connect(flat, weight, bias)),
            { } fused when flat.shape[0] <= MostOfFew(flat.dtype) => OneDnn.Connect(flat, weight, bias, fused),
            _ => activation.Over(nn.functional.linear(flat, weight, bias)),
        };
        return output.MoveToOuterDisposeScope();
    }

    // Where its time was seen to grow past the plain one's: with the next image in bfloat16, threefold between 12 and 16 in float32.
    private static int MostOfFew(ScalarType type) => type == ScalarType.BFloat16 ? 1 : 8;
}
