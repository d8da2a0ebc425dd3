namespace YoloV1.Models;

/// <summary>The layers, parameters and operations of a network, computed from its table without building it.</summary>
public sealed class ModelSummary
{
    private ModelSummary(IReadOnlyList<LayerSummary> layers) => Layers = layers;

    /// <summary>Trainable parameters.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>Billions of operations for one image; a multiplication and an addition are two.</summary>
    public double Gflops => Layers.Sum(layer => layer.Flops) / 1e9;

    /// <summary>Its rows in order, the output layer included.</summary>
    internal IReadOnlyList<LayerSummary> Layers { get; }

    /// <summary>Counts the rows of a config.</summary>
    /// <exception cref="ArgumentException">The config cannot work.</exception>
    public static ModelSummary Of(YoloV1Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        return new ModelSummary([.. NetworkRow.Of(config).Select(Count)]);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Parameters:N0} parameters, {Gflops:0.00} GFLOPs: {string.Join(", ", Layers.Select(layer => layer.Name))}");

    private static LayerSummary Count(NetworkRow row) =>
        new(row.Spec.Summary, row.Output, row.ParameterCount, row.Spec.OperationsFor(row.Input));
}
