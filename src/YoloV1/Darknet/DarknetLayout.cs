using YoloV1.Models;

namespace YoloV1.Darknet;

/// <summary>The order of a network's tensors in its Darknet weights file.</summary>
internal static class DarknetLayout
{
    /// <summary>The tensors in the order of the file, derived from the config without building the network.</summary>
    public static IReadOnlyList<DarknetTensor> Of(YoloV1Config config)
    {
        var rows = NetworkRow.Of(config);
        return [.. rows.Index().SelectMany(row => OfRow(row.Item, isLast: row.Index == rows.Count - 1)
            .Select(tensor => tensor with { Layer = row.Index }))];
    }

    /// <summary>For every channel of every cell of our grid, the index in Darknet's flat output.</summary>
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

    /// <summary>The bias of the convolution before a batch normalization with <see cref="DarknetOrder.MeanWithBias"/>.</summary>
    public static string BiasOf(DarknetTensor mean) => mean.Name.Replace(".bn.running_mean", ".conv.bias", StringComparison.Ordinal);

    private static IEnumerable<DarknetTensor> OfRow(NetworkRow row, bool isLast)
    {
        var infos = row.State().ToDictionary();
        var (weight, bias) = ($"{row.WeightName}.weight", $"{row.WeightName}.bias");
        return row.Spec switch
        {
            LayerSpec.Convolution { BatchNorm: true } convolution =>
                [.. Norm(convolution.Bias ? DarknetOrder.MeanWithBias : DarknetOrder.Same), Tensor(weight)],
            LayerSpec.Convolution or LayerSpec.Local => [Tensor(bias), Tensor(weight)],
            LayerSpec.FullyConnected when isLast => [Tensor(bias, DarknetOrder.OutputBiases), Tensor(weight, DarknetOrder.OutputRows)],
            // Only here the weights come before the other values of the batch normalization.
            LayerSpec.FullyConnected { BatchNorm: true } when Norm(DarknetOrder.Same) is [var shift, .. var others] =>
                [shift, Tensor(weight, DarknetOrder.Connected), .. others],
            LayerSpec.FullyConnected => [Tensor(bias), Tensor(weight, DarknetOrder.Connected)],
            _ => [],
        };

        DarknetTensor[] Norm(DarknetOrder mean) =>
        [
            Tensor($"{row.NormName}.bias"), Tensor($"{row.NormName}.weight"),
            Tensor($"{row.NormName}.running_mean", mean), Tensor($"{row.NormName}.running_var", DarknetOrder.Variance),
        ];

        DarknetTensor Tensor(string name, DarknetOrder order = DarknetOrder.Same) => new(name, infos[name], 0, order);
    }
}
