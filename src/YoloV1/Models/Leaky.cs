using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>x where x is positive, 0.1 x elsewhere (the paper's equation 2).</summary>
/// <remarks>
/// TorchSharp's own module makes a scalar object at every call, which the garbage collector may free while torch still reads it.
/// Here, and wherever a step computes with a number, the scalar is held until the computation is over.
/// </remarks>
internal sealed class Leaky() : Module<Tensor, Tensor>(nameof(Leaky))
{
    /// <summary>The slope below zero.</summary>
    public const double Slope = 0.1;

    private static readonly Scalar SlopeScalar = Slope.ToScalar();

    public static Tensor Of(Tensor input) => input.leaky_relu(SlopeScalar);

    public override Tensor forward(Tensor input) => Of(input);
}
