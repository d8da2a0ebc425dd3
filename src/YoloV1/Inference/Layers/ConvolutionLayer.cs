using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>A convolution and its activation, by torch's plain operators.</summary>
/// <param name="spec">The row.</param>
/// <param name="weight">[out, in, k, k], channels last, batch normalization folded in; owned.</param>
/// <param name="bias">[out]; owned.</param>
internal sealed class ConvolutionLayer(LayerSpec.Convolution spec, Tensor weight, Tensor bias) : InferenceLayer(weight, bias)
{
    public override Tensor Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        var sums = ChannelBlocks.Convolve(input, weight, bias, spec.Stride, spec.Padding);   // [N, out, H', W']
        return spec.Activation.Over(sums).MoveToOuterDisposeScope();
    }
}
