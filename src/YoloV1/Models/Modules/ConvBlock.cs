using TorchSharp.Modules;
using YoloV1.Kernels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>Convolution, batch normalization, LeakyReLU 0.1: the notebook's block, and the paper's without the normalization.</summary>
public sealed class ConvBlock : Module<Tensor, Tensor>, ICastingLayer
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d? bn;
    private readonly Activation activation;
    private readonly BatchNormEpsilon epsilon;
    private readonly long stride;
    private readonly long padding;

    /// <summary>The notebook's block: the convolution has a bias and batch normalization follows.</summary>
    public ConvBlock(long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0)
        : this(
            inChannels, outChannels, kernelSize, stride, padding,
            bias: true, batchNorm: true, Activation.Leaky, BatchNormEpsilon.InsideRoot)
    {
    }

    internal ConvBlock(int inChannels, LayerSpec.Convolution spec, BatchNormEpsilon epsilon)
        : this(
            inChannels, spec.Filters, spec.KernelSize, spec.Stride, spec.Padding, spec.HasBias, spec.BatchNorm, spec.Activation, epsilon)
    {
    }

    private ConvBlock(
        long inChannels, long outChannels, long kernelSize, long stride, long padding,
        bool bias, bool batchNorm, Activation activation, BatchNormEpsilon epsilon)
        : base(nameof(ConvBlock))
    {
        conv = Conv2d(inChannels, outChannels, kernelSize, stride, padding, bias: bias);
        bn = batchNorm ? BatchNorm2d(outChannels) : null;
        (this.activation, this.epsilon, this.stride, this.padding) = (activation, epsilon, stride, padding);
        // Nothing rescales the sums without batch normalization, so the weights keep the variance themselves.
        if (!batchNorm)
            init.kaiming_normal_(conv.weight!, Activations.LeakySlope);
        RegisterComponents();
    }

    ScalarType? ICastingLayer.ComputeType { get; set; }

    /// <summary>[N, inChannels, H, W] to [N, outChannels, H', W'].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = Convolve(InOrderOfWeights(input));                                   // [N, outChannels, H', W']
        // Takes its statistics in float32, whatever its input is.
        if (bn is not null)
            x = Normalization.Of(bn, x, epsilon);
        return activation.Of(x);
    }

    /// <summary>If the layouts differ, torch takes channels last, also for the gradient of the weights.</summary>
    private Tensor InOrderOfWeights(Tensor input) => conv.weight!.stride()[1] > 1 ? input.contiguous() : input;

    private Tensor Convolve(Tensor input)
    {
        var type = ((ICastingLayer)this).ComputeType ?? conv.weight!.dtype;
        return ChannelBlocks.Convolve(input.to_type(type), conv.weight!.to_type(type), conv.bias?.to_type(type), stride, padding);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            conv.Dispose();
            bn?.Dispose();
        }
        base.Dispose(disposing);
    }
}
