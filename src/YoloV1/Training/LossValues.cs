using YoloV1.Losses;

namespace YoloV1.Training;

/// <summary>The parts of a loss as numbers.</summary>
public readonly record struct LossValues(double Coordinates, double Object, double NoObject, double Class)
{
    /// <summary>The sum of the parts.</summary>
    public double Total => Coordinates + Object + NoObject + Class;

    /// <summary>Reads the parts from their tensors.</summary>
    public static LossValues Of(LossParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new(Read(parts.Coordinates), Read(parts.Object), Read(parts.NoObject), Read(parts.Class));
        static double Read(TorchSharp.torch.Tensor part) => part.to(TorchSharp.torch.ScalarType.Float64).item<double>();
    }

    /// <summary>Part by part.</summary>
    public static LossValues operator +(LossValues left, LossValues right) =>
        new(left.Coordinates + right.Coordinates, left.Object + right.Object, left.NoObject + right.NoObject, left.Class + right.Class);

    /// <summary>Part by part.</summary>
    public static LossValues operator *(LossValues value, double factor) =>
        new(value.Coordinates * factor, value.Object * factor, value.NoObject * factor, value.Class * factor);

    /// <summary>Part by part.</summary>
    public static LossValues operator /(LossValues value, double divisor) =>
        new(value.Coordinates / divisor, value.Object / divisor, value.NoObject / divisor, value.Class / divisor);

    /// <summary>Part by part; the same as the operator.</summary>
    public static LossValues Add(LossValues left, LossValues right) => left + right;

    /// <summary>Part by part; the same as the operator.</summary>
    public static LossValues Multiply(LossValues value, double factor) => value * factor;

    /// <summary>Part by part; the same as the operator.</summary>
    public static LossValues Divide(LossValues value, double divisor) => value / divisor;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Total:0.000} (coordinates {Coordinates:0.000}, object {Object:0.000}, no object {NoObject:0.000}, class {Class:0.000})");
}
