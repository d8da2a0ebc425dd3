using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>The weights of a row, and the batch normalization behind it that may be folded into them.</summary>
/// <param name="Weight">[out, ...].</param>
/// <param name="Bias">[out], of a locally connected layer [out * locations]; null where the normalization has the only one.</param>
/// <param name="Norm">The normalization; null for none.</param>
internal sealed record RowWeights(Tensor Weight, Tensor? Bias, BatchNormWeights? Norm)
{
    /// <summary>Reads a row that learns something; the tensors belong to the caller's dispose scope.</summary>
    /// <param name="row">The row.</param>
    /// <param name="epsilon">Where its network has the epsilon.</param>
    /// <param name="type">The type of weight and bias; with a normalization behind, float32, in which it is folded.</param>
    /// <param name="read">Gives a tensor of the state dictionary, of a type.</param>
    public static RowWeights Read(NetworkRow row, BatchNormEpsilon epsilon, ScalarType type, Func<string, ScalarType, Tensor> read)
    {
        var shapes = row.Weights ?? throw new ArgumentException($"{row.Spec} has no weights.", nameof(row));
        var norm = shapes.Norm > 0 ? BatchNormWeights.Read(row.NormName, epsilon, read) : null;
        var stored = norm is null ? type : ScalarType.Float32;
        return new(read($"{row.WeightName}.weight", stored), shapes.Bias > 0 ? read($"{row.WeightName}.bias", stored) : null, norm);
    }

    /// <summary>The weight and the bias of a single layer equal to the layer and its normalization.</summary>
    /// <param name="type">Their type, where there is something to fold; otherwise they are these.</param>
    public RowWeights Folded(ScalarType type)
    {
        if (Norm is null)
            return this;
        var (weight, bias) = (empty(Weight.shape, type, Weight.device), empty(Norm.Mean.shape, type, Weight.device));
        foreach (var (first, count) in OutputParts.Of(Weight))
        {
            using var scope = NewDisposeScope();
            var part = Norm.Narrow(first, count).FoldInto(Weight.narrow(0, first, count), Bias?.narrow(0, first, count));
            weight.narrow(0, first, count).copy_(part.Weight);
            bias.narrow(0, first, count).copy_(part.Bias);
        }
        return new(weight, bias, Norm: null);
    }
}
