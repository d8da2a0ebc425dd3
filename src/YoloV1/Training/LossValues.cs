using TorchSharp;
using YoloV1.Losses;

namespace YoloV1.Training;

/// <summary>The parts of a loss, weighted.</summary>
/// <param name="Coordinates">Errors of x, y, w and h.</param>
/// <param name="Object">Confidence errors of the boxes that answer for an object.</param>
/// <param name="NoObject">Confidence errors of the boxes that do not.</param>
/// <param name="Class">Errors of the class probabilities, or the cross entropy of a classifier.</param>
public readonly record struct LossValues(double Coordinates, double Object, double NoObject, double Class)
{
    /// <summary>The sum of the parts.</summary>
    public double Total => Coordinates + Object + NoObject + Class;

    /// <summary>Reads the parts from their tensors, in one transfer from their device.</summary>
    public static LossValues Of(LossParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        using var scope = torch.NewDisposeScope();
        var stacked = torch.stack([parts.Coordinates, parts.Object, parts.NoObject, parts.Class]).detach();
        var values = stacked.cpu().to_type(torch.ScalarType.Float64).data<double>();
        return new(values[0], values[1], values[2], values[3]);
    }

    /// <summary>The sum of both, part by part.</summary>
    internal LossValues Plus(LossValues other) =>
        new(Coordinates + other.Coordinates, Object + other.Object, NoObject + other.NoObject, Class + other.Class);

    /// <summary>Each part that many times.</summary>
    internal LossValues Times(double factor) => new(Coordinates * factor, Object * factor, NoObject * factor, Class * factor);

    /// <summary>Each part of a sum of that many losses as a mean.</summary>
    internal LossValues Over(int count) => new(Coordinates / count, Object / count, NoObject / count, Class / count);

    /// <summary>The total and its parts on one line: <c>1.234 (coordinates 0.500, ...)</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Total:0.000} (coordinates {Coordinates:0.000}, object {Object:0.000}, no object {NoObject:0.000}, class {Class:0.000})");
}
