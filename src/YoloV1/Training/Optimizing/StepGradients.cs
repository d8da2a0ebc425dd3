using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>The gradients of a step as backward left them, with the squares that their norm is the root of.</summary>
/// <param name="Gradients">Each parameter's.</param>
/// <param name="Elements">The elements of those in the processor's memory.</param>
/// <param name="SquaresHere">The sum of the squares of the elements in the processor's memory.</param>
/// <param name="SquaresOnDevice">The same of all others, a scalar of their device that nothing has waited for; null for none.</param>
internal sealed record StepGradients(
    IReadOnlyDictionary<ParameterSlot, Tensor> Gradients, IReadOnlyDictionary<ParameterSlot, SlotElements> Elements,
    double SquaresHere, Tensor? SquaresOnDevice)
{
    /// <summary>The norm of all gradients together, once the device's squares are read.</summary>
    public double Norm(double squaresOnDevice) => Math.Sqrt(SquaresHere + squaresOnDevice);
}
