using TorchSharp;
using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>A batch normalization by stored statistics: (x - mean) / sqrt(variance + epsilon) * scale + bias.</summary>
/// <param name="Scale">[channels].</param>
/// <param name="Bias">[channels].</param>
/// <param name="Mean">[channels].</param>
/// <param name="Variance">[channels].</param>
/// <param name="Epsilon">What keeps the root from zero.</param>
internal sealed record BatchNormWeights(Tensor Scale, Tensor Bias, Tensor Mean, Tensor Variance, double Epsilon)
{
    /// <summary>Reads the normalization of a name, with the variance as it stands under the root, in float64.</summary>
    /// <param name="name">The prefix of its names in the state dictionary.</param>
    /// <param name="epsilon">Where its network has the epsilon.</param>
    /// <param name="read">Gives a tensor of the state dictionary, of a type.</param>
    public static BatchNormWeights Read(string name, BatchNormEpsilon epsilon, Func<string, ScalarType, Tensor> read)
    {
        var (variance, inside) = Normalization.InsideRootOf(read($"{name}.running_var", ScalarType.Float64), epsilon);
        return new(Floats("weight"), Floats("bias"), Floats("running_mean"), variance, inside);

        Tensor Floats(string tensor) => read($"{name}.{tensor}", ScalarType.Float32);
    }

    /// <summary>The same of some of the channels; its tensors are of the caller's dispose scope.</summary>
    public BatchNormWeights Narrow(long first, long count) => new(
        Scale.narrow(0, first, count), Bias.narrow(0, first, count),
        Mean.narrow(0, first, count), Variance.narrow(0, first, count), Epsilon);

    /// <summary>The weight and the bias of a single layer equal to a layer followed by this normalization.</summary>
    /// <remarks>The channels' factors are computed in float64.</remarks>
    /// <param name="weight">[channels, ...].</param>
    /// <param name="bias">[channels]; null for none.</param>
    /// <returns>Both float32, in the caller's dispose scope.</returns>
    public (Tensor Weight, Tensor Bias) FoldInto(Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        using var epsilon = Epsilon.ToScalar();
        var factor = Scale.to(float64) / Variance.to(float64).add(epsilon, Scalars.One).sqrt();   // [channels]
        var shift = (bias ?? zeros_like(Mean)) - Mean;                               // [channels]
        long[] perChannel = [-1, .. Enumerable.Repeat(1L, (int)weight.dim() - 1)];
        var folded = weight * factor.to(float32).view(perChannel);                   // as the weight
        return (folded.MoveToOuterDisposeScope(), Bias.add(shift * factor, Scalars.One).to(float32).MoveToOuterDisposeScope());
    }
}
