using YoloV1.Training;
using static TorchSharp.torch;

namespace YoloV1.Tests.Training;

/// <summary>Steps of an optimizer alone, without a training around it.</summary>
internal static class OptimizerSteps
{
    /// <summary>Changes the parameters by their gradients.</summary>
    /// <returns>The norm of the gradients before they were cut.</returns>
    public static double Step(this Optimizer optimizer, double rate)
    {
        using var scope = NewDisposeScope();
        var gradients = optimizer.Gradients();
        var norm = gradients.Norm(gradients.SquaresOnDevice?.cpu().item<float>() ?? 0);
        optimizer.Step(gradients, norm, rate);
        return norm;
    }
}
