using TorchSharp;
using static TorchSharp.torch;

namespace YoloV1.Models;

/// <summary>The functions behind <see cref="Activation"/>.</summary>
/// <remarks>
/// TorchSharp's own modules create a scalar object on every call, which the garbage collector may free while torch still reads it.
/// Here, and wherever a step computes with a number, the scalar is held until the computation is over.
/// </remarks>
internal static class Activations
{
    /// <summary>The slope of <see cref="Activation.Leaky"/> below zero.</summary>
    public const double LeakySlope = 0.1;

    private static readonly Scalar Slope = LeakySlope.ToScalar();

    public static Tensor Of(this Activation activation, Tensor input) => activation switch
    {
        Activation.Linear => input,
        Activation.Leaky => input.leaky_relu(Slope),
        Activation.Relu => input.relu(),
        Activation.Logistic => input.sigmoid(),
        Activation.Ramp => input.relu().add(input, Slope),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, $"Activation {activation} is unknown."),
    };

    /// <summary>The same, of values that nobody needs afterwards: the result may take their place.</summary>
    public static Tensor Over(this Activation activation, Tensor input) =>
        activation == Activation.Leaky ? input.leaky_relu_(Slope) : activation.Of(input);
}
