using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>A layer whose input is rounded to byte levels: the result of a byte layer, on processors without an operator for it.</summary>
/// <param name="levels">The levels of its input.</param>
/// <param name="layer">The layer, whose weights are rounded already; owned.</param>
internal sealed class FakeQuantizedLayer(Quantization levels, InferenceLayer layer) : InferenceLayer(layer)
{
    public override Tensor Run(Tensor input)
    {
        using var scope = NewDisposeScope();
        return layer.Run(levels.Round(input).dequantize().to(input.dtype)).MoveToOuterDisposeScope();
    }
}
