using TorchSharp;

namespace YoloV1.Kernels;

/// <summary>Scalars that live as long as the process.</summary>
/// <remarks>
/// TorchSharp's additions and subtractions take the factor of their second operand as a scalar. Where a call leaves it out, TorchSharp
/// makes one on the fly, which the garbage collector may free while torch still reads it: sums in this library name <see cref="One"/>.
/// </remarks>
internal static class Scalars
{
    /// <summary>The factor of a plain sum.</summary>
    public static Scalar One { get; } = 1.0.ToScalar();
}
