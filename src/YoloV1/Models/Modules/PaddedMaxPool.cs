using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>A pool whose windows reach over the edges, where there is nothing to be the largest.</summary>
internal sealed class PaddedMaxPool(LayerSpec.MaxPool spec) : Module<Tensor, Tensor>(nameof(PaddedMaxPool))
{
    /// <summary>[N, channels, H, W] to [N, channels, H', W'].</summary>
    public override Tensor forward(Tensor input)
    {
        var (top, bottom) = spec.EdgesOf((int)input.shape[2]);
        var (left, right) = spec.EdgesOf((int)input.shape[3]);
        var padded = functional.pad(input, (left, right, top, bottom), PaddingModes.Constant, double.NegativeInfinity);
        return functional.max_pool2d(padded, spec.Size, spec.Stride);
    }
}
