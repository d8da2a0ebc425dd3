using YoloV1.Kernels;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>
/// A fully connected layer for a few images: its weights' gradient. Most of the time goes into the pages of a new tensor, which
/// <see cref="Allocator.KeepFreedMemory"/> spares a training.
/// </summary>
public class SmallBatchWeightGradientPart : FullyConnectedPart
{
    protected override Tensor ComputeReference() => SmallBatchMatMul.Plain.WeightGradient(Gradient, Maps);

    protected override Tensor ComputeProduct() => SmallBatchMatMul.WeightGradient(Gradient, Maps);
}
