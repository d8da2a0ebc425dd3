using Onnx;
using YoloV1.Models;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Onnx;

/// <summary>Layers with weights: convolutions, locally connected and fully connected layers, each with its activation.</summary>
internal sealed class WeightedLayers(GraphBuilder graph, NetworkWeights weights, PlainLayers plain, bool foldBatchNorm)
{
    /// <summary>[N, channels, H, W] to [N, filters, H', W'].</summary>
    public string AddConvolution(Convolution row, string name, string input)
    {
        var (layer, kept) = Read($"{name}.conv", weights.FindBatchNorm($"{name}.bn"));
        var x = graph.Add("Conv", layer.Name, [input, .. Add(layer)], Window(row.KernelSize, row.Padding, row.Stride));
        return plain.AddActivation(row.Activation, name, AddBatchNorm(kept, $"{name}.bn", x));
    }

    /// <summary>[N, features] to [N, row.Outputs].</summary>
    public string AddConnected(Connected row, string name, string normName, string input)
    {
        var (layer, kept) = Read(name, row.BatchNorm ? weights.FindBatchNorm(normName) : null);
        var x = graph.Add("Gemm", name, [input, .. Add(layer)], Attributes.Of("transB", 1));
        return plain.AddActivation(row.Activation, name, AddBatchNorm(kept, normName, x));
    }

    /// <summary>[N, channels, H, W] to [N, filters, H', W']: one product of matrices for each location, over the whole batch.</summary>
    public string AddLocal(Local row, string name, string input, FeatureMap shape)
    {
        var output = LayerShapes.After(row, shape);
        var (locations, window) = ((long)output.Height * output.Width, (long)shape.Channels * row.KernelSize * row.KernelSize);
        var flat = graph.Reshape($"{name}.windows", AddWindows(row, name, input, shape), 0, window, locations);
        var columns = graph.Add("Transpose", $"{name}.columns", [flat], Attributes.Of("perm", [2, 1, 0]));         // [locations, window, N]
        var sums = graph.Add("MatMul", $"{name}.sums", [weights.Add($"{name}.weight", weights[$"{name}.weight"]), columns]);   // [locations, filters, N]
        var rows = graph.Add("Transpose", $"{name}.rows", [sums], Attributes.Of("perm", [2, 1, 0]));                // [N, filters, locations]
        var maps = graph.Reshape($"{name}.maps", rows, 0, output.Channels, output.Height, output.Width);
        var bias = weights[$"{name}.bias"].view(output.Channels, output.Height, output.Width);
        return plain.AddActivation(row.Activation, name, graph.Add("Add", $"{name}.biased", [maps, weights.Add($"{name}.bias", bias)]));
    }

    // A convolution whose filters each copy one value of the window gives the windows of all locations: [N, window, H', W'].
    private string AddWindows(Local row, string name, string input, FeatureMap shape)
    {
        long side = row.KernelSize;
        var copies = eye(side * side).view(side * side, 1, side, side).repeat(shape.Channels, 1, 1, 1);              // [window, 1, k, k]
        return graph.Add(
            "Conv", $"{name}.window", [input, weights.Add($"{name}.copies", copies)],
            [.. Window(row.KernelSize, row.Padding, row.Stride), Attributes.Of("group", shape.Channels)]);
    }

    private (Layer Layer, BatchNormWeights? Kept) Read(string name, BatchNormWeights? norm)
    {
        var layer = new Layer(name, weights[$"{name}.weight"], weights.Find($"{name}.bias"));
        if (norm is null || !foldBatchNorm)
            return (layer, norm);
        var (weight, bias) = norm.FoldInto(layer.Weight, layer.Bias);
        return (layer with { Weight = weight, Bias = bias }, null);
    }

    private IEnumerable<string> Add(Layer layer)
    {
        yield return weights.Add($"{layer.Name}.weight", layer.Weight);
        if (layer.Bias is not null)
            yield return weights.Add($"{layer.Name}.bias", layer.Bias);
    }

    private string AddBatchNorm(BatchNormWeights? norm, string name, string input) => norm is null ? input : graph.Add(
        "BatchNormalization", name,
        [
            input, weights.Add($"{name}.weight", norm.Scale), weights.Add($"{name}.bias", norm.Bias),
            weights.Add($"{name}.running_mean", norm.Mean), weights.Add($"{name}.running_var", norm.Variance),
        ],
        Attributes.Of("epsilon", (float)norm.Epsilon));

    private static AttributeProto[] Window(int size, int padding, int stride) =>
    [
        Attributes.Of("kernel_shape", [size, size]), Attributes.Of("pads", [padding, padding, padding, padding]), Attributes.Of("strides", [stride, stride]),
    ];

    private sealed record Layer(string Name, Tensor Weight, Tensor? Bias);
}
