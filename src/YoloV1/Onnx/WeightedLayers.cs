using Onnx;
using YoloV1.Models;
using static TorchSharp.torch;
using static YoloV1.Models.LayerSpec;

namespace YoloV1.Onnx;

/// <summary>Layers with weights: convolutions, locally connected and fully connected layers, each with its activation.</summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">The weights.</param>
/// <param name="plain">The activations.</param>
/// <param name="bytes">How layers compute with 8 bits; null where none does.</param>
/// <param name="foldBatchNorm">Whether batch normalization becomes part of the weights.</param>
internal sealed class WeightedLayers(
    GraphBuilder graph, NetworkWeights weights, PlainLayers plain, ByteLayers? bytes, bool foldBatchNorm)
{
    /// <summary>[N, channels, H, W] to [N, filters, H', W'].</summary>
    public string AddConvolution(NetworkRow row, Convolution spec, string input)
    {
        var stored = Read(row);
        var x = graph.Add("Conv", row.WeightName, Inputs(row, input, stored), Window(spec.KernelSize, spec.Padding, spec.Stride));
        return AddActivation(row, spec.Activation, AddBatchNorm(stored.Norm, row.NormName, x));
    }

    /// <summary>[N, features] to [N, outputs].</summary>
    public string AddFullyConnected(NetworkRow row, FullyConnected spec, string input)
    {
        var stored = Read(row);
        var x = graph.Add("Gemm", row.WeightName, Inputs(row, input, stored), Attributes.Of("transB", 1));
        return AddActivation(row, spec.Activation, AddBatchNorm(stored.Norm, row.NormName, x));
    }

    /// <summary>[N, channels, H, W] to [N, filters, H', W']: one product of matrices for each location, over the whole batch.</summary>
    public string AddLocal(NetworkRow row, Local spec, string input)
    {
        var (name, output, stored) = (row.Name, row.Output, Read(row));
        var windows = AddWindows(row, spec, input);                                  // [N, window, H', W']
        var flat = graph.Reshape($"{name}.windows", windows, 0, stored.Weight.shape[2], stored.Weight.shape[0]);
        // [locations, window, N], then [locations, filters, N], then [N, filters, locations]
        var columns = graph.Add("Transpose", $"{name}.columns", [flat], Attributes.Of("perm", [2, 1, 0]));
        var sums = graph.Add("MatMul", $"{name}.sums", [weights.Add($"{name}.weight", stored.Weight), columns]);
        var rows = graph.Add("Transpose", $"{name}.rows", [sums], Attributes.Of("perm", [2, 1, 0]));
        var maps = graph.Reshape($"{name}.maps", rows, 0, output.Channels, output.Height, output.Width);
        var bias = stored.Bias!.view(output.Channels, output.Height, output.Width);
        return plain.AddActivation(spec.Activation, name, graph.Add("Add", $"{name}.biased", [maps, weights.Add($"{name}.bias", bias)]));
    }

    // A convolution whose filters each copy one value of the window gives the windows of all locations.
    private string AddWindows(NetworkRow row, Local spec, string input)
    {
        long side = spec.KernelSize;
        var ones = eye(side * side, device: CPU).view(side * side, 1, side, side);
        var copies = ones.repeat(row.Input.Channels, 1, 1, 1);                       // [window, 1, k, k]
        return graph.Add(
            "Conv", $"{row.Name}.window", [input, weights.Add($"{row.Name}.copies", copies)],
            [.. Window(spec.KernelSize, spec.Padding, spec.Stride), Attributes.Of("group", row.Input.Channels)]);
    }

    private RowWeights Read(NetworkRow row) => foldBatchNorm ? weights.Read(row).Folded(ScalarType.Float32) : weights.Read(row);

    private string[] Inputs(NetworkRow row, string input, RowWeights stored) => bytes?.LevelsOf(row) is { } levels
        ? bytes.AddInputs(row, input, levels, stored)
        : [input, .. Add(row, stored)];

    // A layer over bytes has bytes behind it too, before and after the activation.
    private string AddActivation(NetworkRow row, Activation activation, string sums)
    {
        if (bytes?.LevelsOf(row) is null || bytes.LevelsBehind(row) is not { } levels)
            return plain.AddActivation(activation, row.Name, sums);
        var rounded = levels.Before(activation) is { } before ? bytes.Round($"{row.WeightName}.sums", sums, before) : sums;
        return bytes.Round($"{row.Name}.output", plain.AddActivation(activation, row.Name, rounded), levels);
    }

    private IEnumerable<string> Add(NetworkRow row, RowWeights stored)
    {
        yield return weights.Add($"{row.WeightName}.weight", stored.Weight);
        if (stored.Bias is not null)
            yield return weights.Add($"{row.WeightName}.bias", stored.Bias);
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
        Attributes.Of("kernel_shape", [size, size]), Attributes.Of("pads", [padding, padding, padding, padding]),
        Attributes.Of("strides", [stride, stride]),
    ];
}
