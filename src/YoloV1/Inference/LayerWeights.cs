using YoloV1.Models;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>Reads a network's weights row by row as inference takes them: of one type, on one device, normalization folded in.</summary>
/// <remarks>
/// The tensors belong to the caller's dispose scope. They are copies: a file may be replaced in place, and a model trained on, meanwhile.
/// Normalisation is folded on the CPU, in float64, which not every device has; so the weights are the same on all of them.
/// </remarks>
internal sealed class LayerWeights(ITensorSource source, ScalarType type, Device device, BatchNormEpsilon epsilon)
{
    /// <summary>A row's weight and bias [out].</summary>
    public (Tensor Weight, Tensor Bias) Read(NetworkRow row)
    {
        var folded = RowWeights.Read(row, epsilon, type, Read).Folded(type);
        return (folded.Weight.to(device), folded.Bias!.to(device));
    }

    private Tensor Read(string name, ScalarType wanted)
    {
        var tensor = empty([.. source.Tensors[name].Shape], wanted, CPU);
        source.CopyTo(name, tensor);
        return tensor;
    }
}
