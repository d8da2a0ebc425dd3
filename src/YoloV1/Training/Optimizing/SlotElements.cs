using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>The elements of a CPU parameter, of its gradient and of its optimizer state, in place.</summary>
internal readonly struct SlotElements(ParameterSlot slot, Tensor gradient)
{
    public FlatTensor Weights { get; } = new(slot.Parameter);

    /// <summary>Laid out as the weights: autograd makes it so.</summary>
    public FlatTensor Gradient { get; } = new(gradient);

    public FlatTensor First { get; } = new(slot.Memories[0]);

    /// <summary>The second memory; the first again where the rule has one.</summary>
    public FlatTensor Second { get; } = new(slot.Memories[^1]);
}
