using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>A convolution over bytes, and its activation.</summary>
/// <param name="spec">The row.</param>
/// <param name="levels">The levels of its input.</param>
/// <param name="packed">Its weights in oneDNN's order; owned.</param>
/// <param name="bias">[out], float32; owned.</param>
internal sealed class QuantizedConvolutionLayer(LayerSpec.Convolution spec, Quantization levels, OneDnnInt8.Weights packed, Tensor bias)
    : InferenceLayer(packed, bias)
{
    public override Tensor Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        var pixels = input.permute(0, 2, 3, 1).contiguous();                         // [N, H, W, in]
        var bytes = QuantizeKernel.Quantize(pixels, levels.Scale, levels.Zero).permute(0, 3, 1, 2);   // [N, in, H, W], channels last
        var sums = OneDnnInt8.Convolve(bytes, packed, bias, spec.Stride, spec.Padding, input.dtype);   // [N, out, H', W']
        return spec.Activation.Over(sums).MoveToOuterDisposeScope();
    }

    /// <summary>Weights [out, in, k, k] in oneDNN's order.</summary>
    public static OneDnnInt8.Weights Pack(NetworkRow row, LayerSpec.Convolution spec, Quantization levels, QuantizedWeights weights) =>
        OneDnnInt8.PackConvolution(
            weights.Bytes, weights.Scales, levels.Scale, levels.Zero, spec.Stride, spec.Padding,
            [1, row.Input.Channels, row.Input.Height, row.Input.Width]);
}
