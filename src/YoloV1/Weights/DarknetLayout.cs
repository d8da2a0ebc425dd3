using TorchSharp;
using YoloV1.Models;
using static System.FormattableString;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Weights;

/// <summary>Which tensors follow each other in a network's Darknet weights file.</summary>
internal static class DarknetLayout
{
    /// <summary>The tensors in the order of the file, counted from the config without building the network.</summary>
    public static IReadOnlyList<DarknetTensor> Of(YoloV1Config config)
    {
        var layout = new List<DarknetTensor>();
        var shape = new FeatureMap(3, config.InputSize.Height, config.InputSize.Width);
        foreach (var (place, row) in config.Backbone.Index())
        {
            var output = LayerShapes.After(row, shape);
            layout.AddRange(OfBackboneRow(row, Invariant($"darknet.{place}"), shape, output).Select(tensor => tensor with { Layer = place }));
            shape = output;
        }
        var (features, head) = (shape.Length, config.HeadWithOutput());
        foreach (var (place, (row, child)) in DetectionHead.Children(head).Index())
        {
            if (row is not Connected connected)
                continue;
            var tensors = OfConnected(connected, child, features, isLast: place == head.Count - 1);
            layout.AddRange(tensors.Select(tensor => tensor with { Layer = config.Backbone.Count + place }));
            features = connected.Outputs;
        }
        return layout;
    }

    /// <summary>Darknet's place of every output of the last layer, in the order of our grid.</summary>
    /// <remarks>Darknet has the class scores of all cells, then the confidences of all boxes, then their x, y, w and h.</remarks>
    public static long[] PlacesOfOutputs(GridShape grid)
    {
        var places = new long[grid.Length];
        var (confidences, boxes) = (grid.CellCount * grid.C, grid.CellCount * (grid.C + grid.B));
        for (var cell = 0; cell < grid.CellCount; cell++)
        {
            var ours = places.AsSpan(cell * grid.D, grid.D);
            for (var b = 0; b < grid.B; b++)
            {
                var box = cell * grid.B + b;
                for (var i = 0; i < 4; i++)
                    ours[b * GridShape.BoxChannels + i] = boxes + box * 4 + i;
                ours[b * GridShape.BoxChannels + 4] = confidences + box;
            }
            for (var c = 0; c < grid.C; c++)
                ours[GridShape.BoxChannels * grid.B + c] = cell * grid.C + c;
        }
        return places;
    }

    /// <summary>The bias of the convolution before a normalisation with <see cref="DarknetOrder.MeanWithBias"/>.</summary>
    public static string BiasOf(DarknetTensor mean) => mean.Name.Replace(".bn.running_mean", ".conv.bias", StringComparison.Ordinal);

    private static IEnumerable<DarknetTensor> OfBackboneRow(LayerSpec row, string name, FeatureMap input, FeatureMap output) => row switch
    {
        Convolution { BatchNorm: true } c => [.. OfNorm($"{name}.bn", c.Filters, c.Bias), Weight($"{name}.conv", c, input)],
        Convolution c => [Tensor($"{name}.conv.bias", c.Filters), Weight($"{name}.conv", c, input)],
        Local l =>
        [
            Tensor($"{name}.bias", output.Length),
            Tensor($"{name}.weight", output.Height * output.Width, l.Filters, (long)input.Channels * l.KernelSize * l.KernelSize),
        ],
        _ => [],
    };

    private static DarknetTensor Weight(string name, Convolution row, FeatureMap input) =>
        Tensor($"{name}.weight", row.Filters, input.Channels, row.KernelSize, row.KernelSize);

    private static DarknetTensor[] OfNorm(string name, int features, bool convolutionHasBias) =>
    [
        Tensor($"{name}.bias", features),
        Tensor($"{name}.weight", features),
        Tensor($"{name}.running_mean", features) with { Order = convolutionHasBias ? DarknetOrder.MeanWithBias : DarknetOrder.Same },
        Tensor($"{name}.running_var", features) with { Order = DarknetOrder.Variance },
    ];

    private static DarknetTensor[] OfConnected(Connected row, int child, long features, bool isLast)
    {
        var (weights, biases) = isLast ? (DarknetOrder.OutputRows, DarknetOrder.OutputBiases) : (DarknetOrder.Connected, DarknetOrder.Same);
        var weight = Tensor(Invariant($"head.{child}.weight"), row.Outputs, features) with { Order = weights };
        if (!row.BatchNorm)
            return [Tensor(Invariant($"head.{child}.bias"), row.Outputs) with { Order = biases }, weight];
        // Here, and here alone, the other numbers of the normalisation follow the weights.
        var norm = OfNorm(Invariant($"head.{child + 1}.bn"), row.Outputs, convolutionHasBias: false);
        return [norm[0], weight, .. norm[1..]];
    }

    private static DarknetTensor Tensor(string name, params ReadOnlySpan<long> shape) =>
        new(name, new TensorInfo(torch.float32, shape.ToArray()), 0, DarknetOrder.Same);
}
