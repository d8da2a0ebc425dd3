using static YoloV1.Models.LayerSpec;

namespace YoloV1.Models;

/// <summary>What a network is made of, counted from its table without building it.</summary>
/// <param name="Layers">Its rows in order, the output layer included.</param>
public sealed record ModelSummary(IReadOnlyList<LayerSummary> Layers)
{
    /// <summary>Trainable numbers.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>Billions of operations for one image; a multiplication and an addition are two.</summary>
    public double Gflops => Layers.Sum(layer => layer.Flops) / 1e9;

    /// <summary>Counts the rows of a config.</summary>
    /// <exception cref="ArgumentException">The config cannot work.</exception>
    public static ModelSummary Of(YoloV1Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        var layers = new List<LayerSummary>();
        var input = new FeatureMap(3, config.InputSize.Height, config.InputSize.Width);
        foreach (var row in config.Rows())
        {
            var output = LayerShapes.After(row, input);
            layers.Add(Count(row, input, output));
            input = output;
        }
        return new ModelSummary(layers);
    }

    private static LayerSummary Count(LayerSpec row, FeatureMap input, FeatureMap output)
    {
        var locations = (long)output.Height * output.Width;
        var (name, weights, others, multiplications) = row switch
        {
            Convolution c => ($"conv {c.KernelSize}x{c.KernelSize}/{c.Stride}", Window(c.KernelSize) * c.Filters,
                c.Filters * ((c.BatchNorm ? 2L : 0) + (c.Bias || !c.BatchNorm ? 1 : 0)), Window(c.KernelSize) * c.Filters * locations),
            Local l => ($"local {l.KernelSize}x{l.KernelSize}/{l.Stride}", Window(l.KernelSize) * output.Length, output.Length, Window(l.KernelSize) * output.Length),
            MaxPool p => ($"max {p.Size}x{p.Size}/{p.Stride}", 0L, 0L, 0L),
            AveragePool => ("average", 0, 0, 0),
            Crop c => ($"crop {c.Width}x{c.Height}", 0, 0, 0),
            FullyConnected c => ("connected", input.Length * c.Outputs, c.Outputs * (c.BatchNorm ? 2L : 1), input.Length * c.Outputs),
            Cells c => ($"cells {c.PerPlace}x{c.PerPlace}", 0, 0, 0),
            Dropout d => ($"dropout {d.Probability}", 0, 0, 0),
            _ => throw new ArgumentException($"{row} is not a known layer."),
        };
        return new LayerSummary(name, output, weights + others, 2 * multiplications);

        long Window(int kernel) => (long)input.Channels * kernel * kernel;
    }
}
