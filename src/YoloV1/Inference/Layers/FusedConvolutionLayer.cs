using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>A convolution and its activation in one pass, by oneDNN's operator.</summary>
/// <param name="spec">The row.</param>
/// <param name="packed">Its weights in oneDNN's order, batch normalization folded in; owned.</param>
/// <param name="bias">[out]; owned.</param>
/// <param name="slope">The activation's slope below zero.</param>
internal sealed class FusedConvolutionLayer(LayerSpec.Convolution spec, Tensor packed, Tensor bias, double slope)
    : InferenceLayer(packed, bias)
{
    public override Tensor Run(Tensor input) =>
        OneDnn.Convolve(input, packed, bias, spec.Stride, spec.Padding, slope);      // [N, out, H', W']

    /// <summary>Weights [out, in, k, k] in oneDNN's order.</summary>
    public static Tensor Pack(NetworkRow row, LayerSpec.Convolution spec, Tensor weight) =>
        OneDnn.PackConvolution(weight, spec.Stride, spec.Padding, [1, weight.shape[1], row.Input.Height, row.Input.Width]);
}
