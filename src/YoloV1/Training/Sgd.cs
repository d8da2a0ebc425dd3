using TorchSharp;
using TorchSharp.Modules;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>Stochastic gradient descent with momentum; weight decay on weights only, as in Darknet.</summary>
/// <remarks>
/// v = momentum * v + gradient + decay * weight; weight = weight - rate * v: PyTorch's SGD without dampening. Written out because
/// TorchSharp's makes its scalars on the fly, which the garbage collector may free while torch still reads them.
/// </remarks>
internal sealed class Sgd : IDisposable
{
    private readonly Parameter[] _parameters;
    private readonly Tensor[] _velocities;
    private readonly Scalar _momentum;
    private readonly Scalar _decay;
    private readonly double _gradientNorm;

    public Sgd(YoloV1Model model, TrainingOptions options)
    {
        _parameters = [.. model.parameters()];
        _velocities = [.. _parameters.Select(parameter => zeros_like(parameter).detach().DetachFromDisposeScope())];
        (_momentum, _decay, _gradientNorm) = (options.Momentum.ToScalar(), options.WeightDecay.ToScalar(), options.GradientNorm);
    }

    public void ZeroGradients()
    {
        foreach (var parameter in _parameters)
            parameter.grad?.zero_();
    }

    /// <summary>Changes the parameters by their gradients.</summary>
    public void Step(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var rate = (-learningRate).ToScalar();
        CutGradients();
        for (var i = 0; i < _parameters.Length; i++)
        {
            var (parameter, velocity) = (_parameters[i], _velocities[i]);
            velocity.mul_(_momentum).add_(parameter.grad!);
            // Biases and batch normalisation have one dimension, the weights of convolutions and connected layers more.
            if (parameter.dim() > 1)
                velocity.add_(parameter, _decay);
            parameter.add_(velocity, rate);
        }
    }

    public void Dispose()
    {
        foreach (var velocity in _velocities)
            velocity.Dispose();
        _momentum.Dispose();
        _decay.Dispose();
    }

    /// <summary>Scales all gradients together so that their common norm is at most the option's.</summary>
    private void CutGradients()
    {
        var norm = stack(_parameters.Select(parameter => parameter.grad!.norm())).norm().to(ScalarType.Float64).item<double>();
        if (norm <= _gradientNorm)
            return;
        using var factor = (_gradientNorm / norm).ToScalar();
        foreach (var parameter in _parameters)
            parameter.grad!.mul_(factor);
    }
}
