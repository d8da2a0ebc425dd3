using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Onnx;

/// <summary>
/// QuantizeLinear and DequantizeLinear around the layers that compute with 8 bits: values to the nearest of 256 levels and back. What runs
/// the graph takes such a layer and its neighbours for one layer over bytes.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="rows">All rows of the network.</param>
/// <param name="ranges">How far the values that they get reach.</param>
internal sealed class ByteLayers(GraphBuilder graph, IReadOnlyList<NetworkRow> rows, CalibrationRanges ranges)
{
    // Of the 31 bits of a bias, one is left for the sums.
    private const double LargestBias = 1 << 30;

    private readonly Dictionary<string, Quantization> _rounded = [];

    /// <summary>The levels of a layer's input; null if it computes in floating point.</summary>
    public Quantization? LevelsOf(NetworkRow row) => ranges.LevelsOf(row);

    /// <summary>The levels of a layer's output: of the input of the next layer after pools. Null if it was not calibrated.</summary>
    public Quantization? LevelsBehind(NetworkRow row) => rows
        .SkipWhile(other => other != row).Skip(1)
        .SkipWhile(other => other.Spec is LayerSpec.MaxPool or LayerSpec.Dropout)
        .Take(1).Select(ranges.LevelsBefore).FirstOrDefault();

    /// <summary>Adds the rounding of values, unless they are of these levels already.</summary>
    public string Round(string name, string values, Quantization levels)
    {
        if (_rounded.TryGetValue(values, out var before) && before == levels)
            return values;
        var (scale, zero) = (graph.Constant($"{name}.scale", [(float)levels.Scale]), graph.Byte($"{name}.zero", (byte)levels.Zero));
        var bytes = graph.Add("QuantizeLinear", $"{name}.bytes", [values, scale, zero]);
        var rounded = graph.Add("DequantizeLinear", $"{name}.rounded", [bytes, scale, zero]);
        _rounded.Add(rounded, levels);
        return rounded;
    }

    /// <summary>Adds the inputs of a layer's node: its input, 8-bit weights, and a bias in the scale of its sums.</summary>
    /// <param name="row">The row.</param>
    /// <param name="input">Its input.</param>
    /// <param name="levels">The levels of that.</param>
    /// <param name="weights">Its weights, batch normalization folded in.</param>
    public string[] AddInputs(NetworkRow row, string input, Quantization levels, RowWeights weights)
    {
        using var scale = full([1], (float)levels.Scale, ScalarType.Float32, CPU);
        var leastScales = weights.Bias is { } given ? given.abs() / (scale * full([1], LargestBias, ScalarType.Float64, CPU)) : null;
        var bytes = QuantizedWeights.Of(weights.Weight, leastScales?.to(ScalarType.Float32));
        string[] inputs =
        [
            Round($"{row.WeightName}.input", input, levels), AddFloats($"{row.WeightName}.weight", bytes.Bytes, bytes.Scales),
        ];
        if (weights.Bias is not { } bias)
            return inputs;
        var scales = bytes.Scales * scale;
        return [.. inputs, AddFloats($"{row.WeightName}.bias", (bias / scales).round().to(ScalarType.Int32), scales)];
    }

    // The values of integers [out, ...], with a scale per output.
    private string AddFloats(string name, Tensor numbers, Tensor scales) => graph.Add(
        "DequantizeLinear", $"{name}.floats",
        [
            graph.Weight(name, numbers), graph.Weight($"{name}.scales", scales),
            graph.Weight($"{name}.zeros", zeros(scales.shape, numbers.dtype, CPU)),
        ],
        Attributes.Of("axis", 0L));
}
