using YoloV1.Kernels;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A connected layer for a few images: its weights' gradient. Most of the time goes into the pages of a new tensor, which <see cref="Allocator.KeepFreedMemory"/> spares a training.</summary>
public class FewWeightGradientPart : FullyConnectedPart
{
    protected override Tensor ComputeReference() => Gradient.t().mm(Maps);

    protected override Tensor ComputeProduct() => SmallBatchMatMul.WeightGradient(Gradient, Maps);
}
