using System.Numerics.Tensors;
using TorchSharp;
using YoloV1.Kernels;
using Tensor = TorchSharp.torch.Tensor;

namespace YoloV1.Training;

/// <summary>Stochastic gradient descent with momentum, as PyTorch and Darknet do it.</summary>
/// <remarks>v = momentum * v + gradient + decay * weight; weight = weight - rate * v.</remarks>
internal sealed class SgdRule(double momentum) : UpdateRule
{
    public override IReadOnlyList<string> Memories { get; } = ["velocity"];

    public override void Apply(Span<float> weights, Span<float> gradient, Span<float> first, Span<float> second, in UpdateStep step)
    {
        TensorPrimitives.MultiplyAdd(first, (float)momentum, gradient, first);
        if (step.Decay > 0)
            TensorPrimitives.MultiplyAdd(weights, (float)step.Decay, first, first);
        TensorPrimitives.MultiplyAdd(first, (float)-step.Rate, weights, weights);
    }

    public override void Apply(Tensor weights, Tensor gradient, Tensor[] memories, in UpdateStep step)
    {
        using var keep = momentum.ToScalar();
        using var decay = step.Decay.ToScalar();
        using var rate = (-step.Rate).ToScalar();
        var velocity = memories[0].mul_(keep).add_(gradient, Scalars.One);
        if (step.Decay > 0)
            velocity.add_(weights, decay);
        weights.add_(velocity, rate);
    }
}
