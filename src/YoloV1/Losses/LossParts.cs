using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Losses;

/// <summary>The parts of a loss, weighted, as scalar tensors of the calling scope.</summary>
/// <param name="Coordinates">Errors of x, y, w and h.</param>
/// <param name="Object">Confidence errors of the boxes that answer for an object.</param>
/// <param name="NoObject">Confidence errors of the boxes that do not.</param>
/// <param name="Class">Errors of the class probabilities.</param>
public sealed record LossParts(Tensor Coordinates, Tensor Object, Tensor NoObject, Tensor Class)
{
    /// <summary>The sum of the terms, from which the gradient is computed.</summary>
    public Tensor Total { get; } = Coordinates.add(Object, Scalars.One).add(NoObject, Scalars.One).add(Class, Scalars.One);

    /// <summary>The boxes that answer for an object; null of a loss that does not decide it by IoU.</summary>
    internal ResponsibleBoxes? Responsible { get; init; }

    /// <summary>The four parts' values, which waits for their device.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"coordinates {Value(Coordinates):0.000}, object {Value(Object):0.000}, ")
        + FormattableString.Invariant($"no object {Value(NoObject):0.000}, class {Value(Class):0.000}");

    private static double Value(Tensor part)
    {
        using var scope = NewDisposeScope();
        return part.detach().cpu().to_type(ScalarType.Float64).item<double>();
    }
}
