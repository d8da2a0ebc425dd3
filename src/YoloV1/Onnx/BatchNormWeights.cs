using TorchSharp;
using static TorchSharp.torch;

namespace YoloV1.Onnx;

/// <summary>A batch normalisation by stored statistics: (x - mean) / sqrt(variance + epsilon) * scale + bias.</summary>
/// <param name="Scale">[channels].</param>
/// <param name="Bias">[channels].</param>
/// <param name="Mean">[channels].</param>
/// <param name="Variance">[channels].</param>
/// <param name="Epsilon">What keeps the root from zero.</param>
internal sealed record BatchNormWeights(Tensor Scale, Tensor Bias, Tensor Mean, Tensor Variance, double Epsilon)
{
    /// <summary>The weights and the bias of the one layer that does what a layer and this normalisation do.</summary>
    /// <param name="weight">[channels, inputs, k, k] of a convolution, [channels, inputs] of a connected layer.</param>
    /// <param name="bias">[channels]; null for none.</param>
    public (Tensor Weight, Tensor Bias) FoldInto(Tensor weight, Tensor? bias)
    {
        using var epsilon = Epsilon.ToScalar();
        var factor = Scale.to(float64) / Variance.to(float64).add(epsilon).sqrt();    // [channels]
        var shift = (bias ?? zeros_like(Mean)) - Mean;                               // [channels]
        var foldedWeight = weight * factor.view([-1, .. weight.shape[1..].Select(_ => 1L)]);   // as the weight
        return (foldedWeight.to(float32), (Bias + shift * factor).to(float32));
    }
}
