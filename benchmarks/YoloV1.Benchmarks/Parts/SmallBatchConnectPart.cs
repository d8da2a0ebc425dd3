using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A fully connected layer for a few images: what the layer gives.</summary>
public class SmallBatchConnectPart : FullyConnectedPart
{
    protected override Tensor ComputeReference() => SmallBatchMatMul.Plain.Connect(Maps, Weight, Bias);

    protected override Tensor ComputeProduct() => SmallBatchMatMul.Connect(Maps, Weight, Bias);
}
