using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Inference;

/// <summary>A row without weights, such as a pool, by its module.</summary>
internal sealed class ModuleLayer(Module<Tensor, Tensor> module) : InferenceLayer(module)
{
    public override Tensor Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        return module.call(input).MoveToOuterDisposeScope();
    }
}
