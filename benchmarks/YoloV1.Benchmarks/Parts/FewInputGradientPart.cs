using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A connected layer for a few images: its input's gradient.</summary>
public class FewInputGradientPart : FullyConnectedPart
{
    protected override Tensor ComputeReference() => Gradient.mm(Weight);

    protected override Tensor ComputeProduct() => SmallBatchMatMul.InputGradient(Gradient, Weight);
}
