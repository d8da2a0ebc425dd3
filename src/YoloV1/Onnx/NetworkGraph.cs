using YoloV1.Models;
using static System.FormattableString;
using static Onnx.TensorProto.Types;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Onnx;

/// <summary>The network, row by row of its tables; nodes and weights have the names of its state_dict.</summary>
internal sealed class NetworkGraph
{
    private readonly GraphBuilder _graph;
    private readonly YoloV1Config _config;
    private readonly bool _half;
    private readonly WeightedLayers _weighted;
    private readonly PlainLayers _plain;

    public NetworkGraph(GraphBuilder graph, YoloV1Model model, OnnxExportOptions options)
    {
        (_graph, _config, _half) = (graph, model.Config, options.Half);
        var weights = new NetworkWeights(graph, model, options.Half);
        _plain = new PlainLayers(graph, weights);
        _weighted = new WeightedLayers(graph, weights, _plain, options.FoldBatchNorm);
    }

    /// <summary>Pictures [N, 3, H, W] to the numbers of the grid [N, S * S * D], both float32.</summary>
    public string Add(string images)
    {
        var x = _half ? Cast("images.half", images, DataType.Float16) : images;
        x = AddHead(_graph.Add("Flatten", "head.0", [AddBackbone(x)], Attributes.Of("axis", 1)));
        return _half ? Cast("head.float", x, DataType.Float) : x;
    }

    private string AddBackbone(string images)
    {
        var (x, shape) = (images, new FeatureMap(3, _config.InputSize.Height, _config.InputSize.Width));
        foreach (var (place, row) in _config.Backbone.Index())
        {
            x = AddBackboneRow(row, Invariant($"darknet.{place}"), x, shape);        // [N, channels, h, w]
            shape = LayerShapes.After(row, shape);
        }
        return x;
    }

    private string AddBackboneRow(LayerSpec row, string name, string input, FeatureMap shape) => row switch
    {
        Convolution convolution => _weighted.AddConvolution(convolution, name, input),
        Local local => _weighted.AddLocal(local, name, input, shape),
        MaxPool pool => _plain.AddMaxPool(pool, name, input, shape),
        AveragePool => _graph.Add("GlobalAveragePool", name, [input]),
        Crop crop => _plain.AddCrop(crop, name, input, shape),
        LayerSpec.Dropout => input,
        _ => throw new ArgumentException($"{row} is not a layer of a backbone."),
    };

    private string AddHead(string features)
    {
        var (x, place) = (features, 1);
        foreach (var row in _config.HeadWithOutput())
        {
            // Dropout has a place among the children and does nothing outside training.
            if (row is Connected connected)
                x = _weighted.AddConnected(connected, Invariant($"head.{place}"), Invariant($"head.{place + 1}.bn"), x);
            place += row is Connected { BatchNorm: true } ? 2 : 1;
            place += row is Connected { Activation: not Activation.Linear } ? 1 : 0;
        }
        return x;
    }

    private string Cast(string name, string input, DataType type) => _graph.Add("Cast", name, [input], Attributes.Of("to", (long)type));
}
