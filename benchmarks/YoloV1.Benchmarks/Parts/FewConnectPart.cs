using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A connected layer for a few images: what the layer gives.</summary>
public class FewConnectPart : FullyConnectedPart
{
    protected override Tensor ComputeReference() => nn.functional.linear(Maps, Weight, Bias);

    protected override Tensor ComputeProduct() => SmallBatchMatMul.Connect(Maps, Weight, Bias);
}
