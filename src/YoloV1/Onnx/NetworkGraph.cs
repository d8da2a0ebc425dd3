using YoloV1.Models;
using static Onnx.TensorProto.Types;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Onnx;

/// <summary>The network, row by row of its tables; nodes and weights have the names of its state_dict.</summary>
internal sealed class NetworkGraph
{
    private readonly GraphBuilder _graph;
    private readonly YoloV1Config _config;
    private readonly bool _half;
    private readonly IReadOnlyList<NetworkRow> _rows;
    private readonly WeightedLayers _weighted;
    private readonly PlainLayers _plain;

    public NetworkGraph(GraphBuilder graph, YoloV1Model model, OnnxExportOptions options)
    {
        (_graph, _config, _half) = (graph, model.Config, options.Half);
        var weights = new NetworkWeights(graph, model, options.Half);
        _plain = new PlainLayers(graph, weights);
        _rows = NetworkRow.Of(_config);
        var bytes = options.Ranges is { } ranges ? new ByteLayers(graph, _rows, ranges) : null;
        _weighted = new WeightedLayers(graph, weights, _plain, bytes, options.FoldBatchNorm);
    }

    /// <summary>Images [N, 3, H, W] to the values of the grid [N, S * S * D], both float32.</summary>
    public string Add(string images)
    {
        var x = _half ? Cast("images.half", images, DataType.Float16) : images;
        foreach (var row in _rows.Take(_config.Backbone.Count))
            x = Add(row, x);                                                         // [N, channels, h, w]
        if (!_config.SharedHead)
            x = _graph.Add("Flatten", "head.0", [x], Attributes.Of("axis", 1));      // [N, channels * h * w]
        foreach (var row in _rows.Skip(_config.Backbone.Count))
            x = Add(row, x);                                                         // [N, outputs]
        return _half ? Cast("head.float", x, DataType.Float) : x;
    }

    private string Add(NetworkRow row, string input) => row.Spec switch
    {
        Convolution convolution => _weighted.AddConvolution(row, convolution, input),
        Local local => _weighted.AddLocal(row, local, input),
        FullyConnected connected => _weighted.AddFullyConnected(row, connected, input),
        MaxPool pool => _plain.AddMaxPool(row, pool, input),
        AveragePool => _graph.Add("GlobalAveragePool", row.Name, [input]),
        Crop crop => _plain.AddCrop(row, crop, input),
        LayerSpec.Dropout => input,
        Cells cells => _plain.AddCells(row, cells, input),
        _ => throw new ArgumentException($"{row.Spec} cannot be exported to ONNX."),
    };

    private string Cast(string name, string input, DataType type) => _graph.Add("Cast", name, [input], Attributes.Of("to", (long)type));
}
