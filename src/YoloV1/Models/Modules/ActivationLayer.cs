using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>An activation as a child of a head.</summary>
internal sealed class ActivationLayer(Activation activation) : Module<Tensor, Tensor>(nameof(ActivationLayer))
{
    public override Tensor forward(Tensor input) => activation.Of(input);
}
