using System.Numerics.Tensors;
using TorchSharp;
using YoloV1.Kernels;
using Tensor = TorchSharp.torch.Tensor;

namespace YoloV1.Training;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch does it: every weight has a rate of its own.
/// </summary>
/// <remarks>
/// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; weight = weight - rate * decay * weight
/// - rate / (1 - b1^t) * m / (sqrt(v / (1 - b2^t)) + epsilon).
/// </remarks>
internal sealed class AdamWRule(double beta1, double beta2 = 0.999) : UpdateRule
{
    private const double Epsilon = 1e-8;

    public override IReadOnlyList<string> Memories { get; } = ["first_moment", "second_moment"];

    public override void Apply(Span<float> weights, Span<float> gradient, Span<float> first, Span<float> second, in UpdateStep step)
    {
        var (stepSize, spread) = Corrections(step);
        Span<float> scratch = stackalloc float[gradient.Length];
        TensorPrimitives.Multiply(first, (float)beta1, first);
        TensorPrimitives.MultiplyAdd(gradient, (float)(1 - beta1), first, first);
        TensorPrimitives.Multiply(gradient, gradient, scratch);
        TensorPrimitives.Multiply(second, (float)beta2, second);
        TensorPrimitives.MultiplyAdd(scratch, (float)(1 - beta2), second, second);

        TensorPrimitives.Sqrt(second, scratch);
        TensorPrimitives.Multiply(scratch, (float)spread, scratch);
        TensorPrimitives.Add(scratch, (float)Epsilon, scratch);
        TensorPrimitives.Divide(first, scratch, scratch);
        TensorPrimitives.Multiply(weights, (float)(1 - step.Rate * step.Decay), weights);
        TensorPrimitives.MultiplyAdd(scratch, (float)-stepSize, weights, weights);
    }

    public override void Apply(Tensor weights, Tensor gradient, Tensor[] memories, in UpdateStep step)
    {
        var (stepSize, spread) = Corrections(step);
        using var keepFirst = beta1.ToScalar();
        using var takeFirst = (1 - beta1).ToScalar();
        using var keepSecond = beta2.ToScalar();
        using var takeSecond = (1 - beta2).ToScalar();
        using var scale = spread.ToScalar();
        using var epsilon = Epsilon.ToScalar();
        using var shrink = (1 - step.Rate * step.Decay).ToScalar();
        using var rate = (-stepSize).ToScalar();
        var first = memories[0].mul_(keepFirst).add_(gradient, takeFirst);
        var second = memories[1].mul_(keepSecond).add_(gradient.square(), takeSecond);
        var direction = first / second.sqrt().mul_(scale).add_(epsilon, Scalars.One);
        weights.mul_(shrink).add_(direction, rate);
    }

    /// <summary>The rate with the first moment's correction, and the factor that corrects the second's root: both start at zero.</summary>
    private (double StepSize, double Spread) Corrections(in UpdateStep step) =>
        (step.Rate / (1 - Math.Pow(beta1, step.Number)), 1 / Math.Sqrt(1 - Math.Pow(beta2, step.Number)));
}
