using YoloV1.Models;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Onnx;

/// <summary>Layers that have learned nothing: pools, crops and activations.</summary>
internal sealed class PlainLayers(GraphBuilder graph, NetworkWeights weights)
{
    /// <summary>[N, channels, H, W] to [N, channels, H', W'].</summary>
    public string AddMaxPool(NetworkRow row, MaxPool spec, string input)
    {
        var (top, bottom) = spec.EdgesOf(row.Input.Height);
        var (left, right) = spec.EdgesOf(row.Input.Width);
        return graph.Add(
            "MaxPool", row.Name, [input], Attributes.Of("kernel_shape", [spec.Size, spec.Size]),
            Attributes.Of("pads", [top, left, bottom, right]), Attributes.Of("strides", [spec.Stride, spec.Stride]));
    }

    /// <summary>[N, channels, H, W] to [N, channels, spec.Height, spec.Width].</summary>
    public string AddCrop(NetworkRow row, Crop spec, string input)
    {
        var (top, left) = ((row.Input.Height - spec.Height) / 2, (row.Input.Width - spec.Width) / 2);
        var middle = graph.Add(
            "Slice", row.Name,
            [
                input, graph.Constant($"{row.Name}.starts", top, left),
                graph.Constant($"{row.Name}.ends", top + spec.Height, left + spec.Width),
                graph.Constant($"{row.Name}.axes", 2, 3),
            ]);
        if (!spec.Centered)
            return middle;
        var doubled = graph.Add("Mul", $"{row.Name}.doubled", [middle, weights.AddConstant($"{row.Name}.two", 2)]);
        return graph.Add("Sub", $"{row.Name}.centered", [doubled, weights.AddConstant($"{row.Name}.one", 1)]);
    }

    /// <summary>[N, m * m * D, h, w] to [N, S * S * D].</summary>
    public string AddCells(NetworkRow row, Cells spec, string input)
    {
        var (m, channels) = (spec.PerPlace, row.Input.Channels);
        // [N, m, m, D, h, w], then [N, h, m, w, m, D]
        var apart = graph.Reshape($"{row.Name}.apart", input, 0, m, m, channels / (m * m), row.Input.Height, row.Input.Width);
        var ordered = graph.Add("Transpose", $"{row.Name}.ordered", [apart], Attributes.Of("perm", [0, 4, 1, 5, 2, 3]));
        return graph.Reshape(row.Name, ordered, 0, row.Output.Channels);
    }

    /// <summary>Any shape, which stays.</summary>
    public string AddActivation(Activation activation, string name, string input) => activation switch
    {
        Activation.Linear => input,
        Activation.Leaky => graph.Add("LeakyRelu", $"{name}.leaky", [input], Attributes.Of("alpha", (float)Activations.LeakySlope)),
        Activation.Relu => graph.Add("Relu", $"{name}.relu", [input]),
        Activation.Logistic => graph.Add("Sigmoid", $"{name}.logistic", [input]),
        Activation.Ramp => AddRamp($"{name}.ramp", input),
        _ => throw new ArgumentException($"Activation {activation} cannot be exported to ONNX."),
    };

    private string AddRamp(string name, string input)
    {
        var slope = graph.Add("Mul", $"{name}.slope", [input, weights.AddConstant($"{name}.rate", Activations.LeakySlope)]);
        return graph.Add("Add", name, [graph.Add("Relu", $"{name}.relu", [input]), slope]);
    }
}
