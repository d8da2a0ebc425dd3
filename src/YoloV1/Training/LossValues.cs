using TorchSharp;
using YoloV1.Losses;

namespace YoloV1.Training;

/// <summary>The parts of a loss as numbers.</summary>
public readonly record struct LossValues(double Coordinates, double Object, double NoObject, double Class)
{
    /// <summary>The sum of the parts.</summary>
    public double Total => Coordinates + Object + NoObject + Class;

    /// <summary>Reads the parts from their tensors, in one transfer from their device.</summary>
    public static LossValues Of(LossParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        using var scope = torch.NewDisposeScope();
        var values = torch.stack([parts.Coordinates, parts.Object, parts.NoObject, parts.Class]).detach().to_type(torch.ScalarType.Float64).cpu().data<double>();
        return new(values[0], values[1], values[2], values[3]);
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
