using System.Text.Json.Serialization;

namespace YoloV1.Models;

/// <summary>A layer in the table of a network, without the shape of its input, which follows from the layers before it.</summary>
/// <remarks>
/// A layer knows its output shape, its weights, its cost and its valid settings. What a program makes of a
/// row stays with that program: <see cref="Backbone"/> and <see cref="DetectionHead"/> build modules of it.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "layer")]
[JsonDerivedType(typeof(Convolution), "convolution")]
[JsonDerivedType(typeof(MaxPool), "maxpool")]
[JsonDerivedType(typeof(AveragePool), "avgpool")]
[JsonDerivedType(typeof(Local), "local")]
[JsonDerivedType(typeof(Crop), "crop")]
[JsonDerivedType(typeof(FullyConnected), "connected")]
[JsonDerivedType(typeof(Dropout), "dropout")]
public abstract partial record LayerSpec
{
    // More values than any memory holds; within it, shapes can be counted without overflow.
    private const double MostValues = 1L << 34;

    private LayerSpec()
    {
    }

    /// <summary>A short description: "conv 3x3/1".</summary>
    internal abstract string Summary { get; }

    /// <summary>The factor by which it divides the sides of its input.</summary>
    internal virtual int Reduction => 1;

    /// <summary>Whether its input must have rows and columns; the output of a fully connected layer has none.</summary>
    internal virtual bool IsSpatial => true;

    /// <summary>The shape that comes out; a side of 0 or less where a window does not fit.</summary>
    internal virtual FeatureMap OutputOf(FeatureMap input) => input;

    /// <summary>The shapes of its weights for an input; null if it has none.</summary>
    internal virtual WeightShapes? WeightsFor(FeatureMap input) => null;

    /// <summary>Operations for one image: two for each multiplication with a weight.</summary>
    internal virtual long OperationsFor(FeatureMap input) => 2 * (WeightsFor(input)?.WeightLength ?? 0);

    /// <summary>The prefix of the names of its weight and its bias, from the row's own.</summary>
    internal virtual string WeightNameOf(string row) => row;

    /// <summary>The same with a stride of 1, which keeps the sides; null for a row that has it already.</summary>
    internal virtual LayerSpec? WithoutStride() => null;

    /// <summary>Refuses settings outside their bounds.</summary>
    /// <exception cref="ArgumentException">There is one; the message has it.</exception>
    internal virtual void Check(SettingCheck check)
    {
    }

    /// <summary>Why it cannot take an input of that shape, as text after the name of the layer; null if it can.</summary>
    internal string? FaultFor(FeatureMap input)
    {
        var output = OutputOf(input);
        if (output.Length < 1)
            return $"gets {input} and leaves nothing of it; take a smaller window or a larger input";
        var weights = WeightsFor(input)?.Weight.Aggregate(1.0, (product, side) => product * side) ?? 0;
        return Math.Max(weights, output.Length) > MostValues
            ? FormattableString.Invariant($"from {input} to {output} takes {weights:0.###e0} weights, more than fit into memory")
            : null;
    }

    /// <summary>The rows of a table, each with the shape that it gets and the one that it gives.</summary>
    internal static IEnumerable<(LayerSpec Row, FeatureMap Input, FeatureMap Output)> Along(IEnumerable<LayerSpec> table, FeatureMap input)
    {
        foreach (var row in table)
        {
            var output = row.OutputOf(input);
            yield return (row, input, output);
            input = output;
        }
    }

    /// <summary>Input pixels along a side to one location of the last feature map of a table.</summary>
    internal static int StrideOf(IEnumerable<LayerSpec> table) =>
        (int)table.Aggregate(1L, (stride, row) => Math.Min(int.MaxValue, stride * row.Reduction));

    /// <summary>How often a window fits along a side.</summary>
    private static int Slide(int side, int window, int stride, int padding) =>
        side + padding < window ? 0 : (side + padding - window) / stride + 1;
}
