using YoloV1.Models;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Onnx;

/// <summary>Layers that have learned nothing: pools, crops and activations.</summary>
internal sealed class PlainLayers(GraphBuilder graph, NetworkWeights weights)
{
    /// <summary>[N, channels, H, W] to [N, channels, H', W'].</summary>
    public string AddMaxPool(MaxPool row, string name, string input, FeatureMap shape)
    {
        var (top, bottom) = LayerShapes.EdgesOf(row, shape.Height);
        var (left, right) = LayerShapes.EdgesOf(row, shape.Width);
        return graph.Add(
            "MaxPool", name, [input], Attributes.Of("kernel_shape", [row.Size, row.Size]),
            Attributes.Of("pads", [top, left, bottom, right]), Attributes.Of("strides", [row.Stride, row.Stride]));
    }

    /// <summary>[N, channels, H, W] to [N, channels, row.Height, row.Width].</summary>
    public string AddCrop(Crop row, string name, string input, FeatureMap shape)
    {
        var (top, left) = ((shape.Height - row.Height) / 2, (shape.Width - row.Width) / 2);
        var middle = graph.Add(
            "Slice", name,
            [
                input, graph.Constant($"{name}.starts", top, left), graph.Constant($"{name}.ends", top + row.Height, left + row.Width),
                graph.Constant($"{name}.axes", 2, 3),
            ]);
        if (!row.Centered)
            return middle;
        var doubled = graph.Add("Mul", $"{name}.doubled", [middle, weights.AddNumber($"{name}.two", 2)]);
        return graph.Add("Sub", $"{name}.centered", [doubled, weights.AddNumber($"{name}.one", 1)]);
    }

    /// <summary>Any shape, which stays.</summary>
    public string AddActivation(Activation activation, string name, string input) => activation switch
    {
        Activation.Linear => input,
        Activation.Leaky => graph.Add("LeakyRelu", $"{name}.leaky", [input], Attributes.Of("alpha", (float)Activations.LeakySlope)),
        Activation.Relu => graph.Add("Relu", $"{name}.relu", [input]),
        Activation.Logistic => graph.Add("Sigmoid", $"{name}.logistic", [input]),
        Activation.Ramp => AddRamp($"{name}.ramp", input),
        _ => throw new ArgumentException($"Activation {activation} has no ONNX operators here."),
    };

    private string AddRamp(string name, string input)
    {
        var slope = graph.Add("Mul", $"{name}.slope", [input, weights.AddNumber($"{name}.rate", Activations.LeakySlope)]);
        return graph.Add("Add", name, [graph.Add("Relu", $"{name}.relu", [input]), slope]);
    }
}
