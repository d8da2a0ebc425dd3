using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>A locally connected layer and its activation.</summary>
/// <param name="row">The row.</param>
/// <param name="weight">[locations, filters, window]; owned.</param>
/// <param name="bias">[filters * locations]; owned.</param>
internal sealed class LocalLayer(NetworkRow row, Tensor weight, Tensor bias) : InferenceLayer(weight, bias)
{
    public override Tensor Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        return LocallyConnected2d.Apply(input, weight, bias, (LayerSpec.Local)row.Spec, row.Output).MoveToOuterDisposeScope();
    }
}
