using TorchSharp;
using YoloV1.Models;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Inference;

/// <summary>Reads a network's weights row by row as inference takes them: of one type, on one device, normalisation folded in.</summary>
/// <remarks>
/// The tensors belong to the caller's dispose scope and are not to be written to: what needs no conversion stays in the pages of its file.
/// </remarks>
internal sealed class LayerWeights(ITensorSource source, ScalarType type, Device device, BatchNormEpsilon epsilon)
{
    /// <summary>A row's weight and bias [out].</summary>
    public (Tensor Weight, Tensor Bias) Read(NetworkRow row)
    {
        if (!source.Tensors.ContainsKey(row.VarianceName))
            return (Read($"{row.WeightName}.weight", type), Read($"{row.WeightName}.bias", type));

        var bias = $"{row.WeightName}.bias";
        return Fold(
            ReadNorm(row.NormName), Read($"{row.WeightName}.weight", ScalarType.Float32), source.Tensors.ContainsKey(bias) ? Read(bias, ScalarType.Float32) : null);
    }

    private (Tensor Weight, Tensor Bias) Fold(BatchNormWeights norm, Tensor weight, Tensor? bias)
    {
        var (folded, shift) = (empty(weight.shape, type, device), empty([weight.shape[0]], type, device));
        foreach (var (first, count) in OutputParts.Of(weight))
        {
            using var scope = NewDisposeScope();
            var part = norm.Narrow(first, count).FoldInto(weight.narrow(0, first, count), bias?.narrow(0, first, count));
            folded.narrow(0, first, count).copy_(part.Weight);
            shift.narrow(0, first, count).copy_(part.Bias);
        }
        return (folded, shift);
    }

    private BatchNormWeights ReadNorm(string name)
    {
        var (variance, inside) = Normalization.InsideRootOf(Read($"{name}.running_var", ScalarType.Float64), epsilon);
        return new(
            Read($"{name}.weight", ScalarType.Float32), Read($"{name}.bias", ScalarType.Float32), Read($"{name}.running_mean", ScalarType.Float32), variance, inside);
    }

    private Tensor Read(string name, ScalarType numbers)
    {
        var stored = source.Tensors[name];
        if (stored.Type == numbers && device.type == DeviceType.CPU)
            return source.View(name);
        var tensor = empty([.. stored.Shape], numbers, device);
        source.CopyTo(name, tensor);
        return tensor;
    }
}
