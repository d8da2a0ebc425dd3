using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A connected layer for a few pictures: its weights' gradient.</summary>
public class FewWeightGradientPart : ConnectedPart
{
    protected override Tensor ComputeReference() => Gradient.t().mm(Maps);

    protected override Tensor ComputeProduct() => FewPictures.WeightGradient(Gradient, Maps);
}
