using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A fully connected layer for a few images: its input's gradient.</summary>
public class SmallBatchInputGradientPart : FullyConnectedPart
{
    protected override Tensor ComputeReference() => SmallBatchMatMul.Plain.InputGradient(Gradient, Weight);

    protected override Tensor ComputeProduct() => SmallBatchMatMul.InputGradient(Gradient, Weight);
}
