using TorchSharp;
using TorchSharp.Modules;
using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>Batch normalization, by stored statistics with the epsilon where a network has it.</summary>
internal static class Normalization
{
    /// <summary>What <see cref="BatchNormEpsilon.InsideRoot"/> adds to the variance.</summary>
    public const double InsideRoot = 1e-5;

    /// <summary>What <see cref="BatchNormEpsilon.OutsideRoot"/> adds to the standard deviation.</summary>
    public const double OutsideRoot = 1e-6;

    private static readonly Scalar Inside = InsideRoot.ToScalar();
    private static readonly Scalar Outside = OutsideRoot.ToScalar();
    private static readonly Scalar OneBatch = 1L.ToScalar();

    public static Tensor Of(BatchNorm norm, Tensor input, BatchNormEpsilon epsilon)
    {
        if (norm.training)
            return InTraining(norm, input);
        var (variance, inside) = InsideRootOf(norm.running_var!, epsilon);
        using (variance)
            return nn.functional.batch_norm(
                input, norm.running_mean!, variance, norm.weight!, norm.bias!, training: false, momentum: 0, inside);
    }

    // The module's own call without its count of batches, which adds a scalar that the garbage collector
    // may free meanwhile, and so does an addition without its factor, which TorchSharp then makes on the fly.
    private static Tensor InTraining(BatchNorm norm, Tensor input)
    {
        using (no_grad())
            norm.num_batches_tracked!.add_(OneBatch, OneBatch);
        return nn.functional.batch_norm(
            input, norm.running_mean!, norm.running_var!, norm.weight!, norm.bias!, training: true, norm.momentum!.Value, InsideRoot);
    }

    /// <summary>What stands under the root, as a variance and the epsilon to add to it; the caller owns the tensor.</summary>
    public static (Tensor Variance, double Epsilon) InsideRootOf(Tensor variance, BatchNormEpsilon epsilon)
    {
        if (epsilon == BatchNormEpsilon.InsideRoot)
            return (variance.alias(), InsideRoot);
        using var denominator = DenominatorOf(variance);
        return (denominator.square(), 0);
    }

    /// <summary>The variance that gives inside the root what another gives outside of it; below zero for the smallest.</summary>
    /// <returns>A tensor of the CPU.</returns>
    public static Tensor ToInsideRoot(Tensor variance)
    {
        using var scope = NewDisposeScope();
        var denominator = DenominatorOf(variance.cpu().to(ScalarType.Float64));
        return denominator.mul_(denominator).sub_(Inside).to(variance.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The inverse of <see cref="ToInsideRoot"/>.</summary>
    public static Tensor ToOutsideRoot(Tensor variance)
    {
        using var scope = NewDisposeScope();
        var deviation = variance.cpu().to(ScalarType.Float64).add(Inside, Scalars.One).sqrt_().sub_(Outside);
        return deviation.mul_(deviation).to(variance.dtype).MoveToOuterDisposeScope();
    }

    private static Tensor DenominatorOf(Tensor variance) => variance.sqrt().add_(Outside, Scalars.One);
}
