using TorchSharp;
using YoloV1.Kernels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>The middle of an image, and its values between -1 and 1 if the row asks for it.</summary>
internal sealed class CenterCrop(LayerSpec.Crop spec) : Module<Tensor, Tensor>(nameof(CenterCrop))
{
    private static readonly Scalar Two = 2.0.ToScalar();

    /// <summary>[N, channels, H, W] to [N, channels, spec.Height, spec.Width].</summary>
    public override Tensor forward(Tensor input)
    {
        var (top, left) = ((input.shape[2] - spec.Height) / 2, (input.shape[3] - spec.Width) / 2);
        var middle = input.narrow(2, top, spec.Height).narrow(3, left, spec.Width);  // [N, channels, Height, Width]
        return spec.Centered ? middle.mul(Two).sub(Scalars.One) : middle;
    }
}
