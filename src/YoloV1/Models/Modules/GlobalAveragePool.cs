using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>The mean of every channel.</summary>
internal sealed class GlobalAveragePool() : Module<Tensor, Tensor>(nameof(GlobalAveragePool))
{
    /// <summary>[N, channels, H, W] to [N, channels, 1, 1].</summary>
    public override Tensor forward(Tensor input) => input.mean([2, 3], keepdim: true);
}
