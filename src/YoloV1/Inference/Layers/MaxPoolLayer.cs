using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>The largest value of each window, in float32 or bfloat16 on the processor, by <see cref="MaxPoolKernel"/>.</summary>
/// <param name="row">Where it stands.</param>
/// <param name="spec">The row.</param>
internal sealed class MaxPoolLayer(NetworkRow row, LayerSpec.MaxPool spec) : InferenceLayer
{
    private readonly PoolWindows _windows = new(
        spec.Size, spec.Stride, spec.EdgesOf(row.Input.Height).Before, spec.EdgesOf(row.Input.Width).Before,
        row.Output.Height, row.Output.Width);

    public override Tensor Run(Tensor input) => MaxPoolKernel.Pool(input, _windows);   // [N, channels, H', W']
}
