using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Onnx;

/// <summary>The weights of a network by name, for a graph; intermediate tensors live in the caller's dispose scope.</summary>
internal sealed class NetworkWeights(GraphBuilder graph, YoloV1Model model, bool half)
{
    private const float LargestHalf = 65504;

    private readonly Dictionary<string, Tensor> _state = model.state_dict();

    /// <summary>The weights of a row on the CPU.</summary>
    public RowWeights Read(NetworkRow row) => RowWeights.Read(
        row, model.Config.BatchNormEpsilon, ScalarType.Float32, (name, type) => _state[name].detach().cpu().to(type));

    /// <summary>Adds weights in the precision of the graph; where they have it already, without a copy.</summary>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">A weight is too large for 16 bits.</exception>
    public string Add(string name, Tensor values)
    {
        var floats = values.to(float32);
        if (half)
            ThrowIfTooLarge(name, floats);
        return graph.Weight(name, (half ? floats.to(float16) : floats).contiguous());
    }

    /// <summary>Adds a constant in the precision of the graph.</summary>
    public string AddConstant(string name, double value) => Add(name, tensor((float)value, CPU));

    // Two passes that allocate nothing: the largest layer may be most of the memory there is.
    private static void ThrowIfTooLarge(string name, Tensor values)
    {
        var largest = Math.Max(values.max().item<float>(), -values.min().item<float>());
        if (!(largest <= LargestHalf))
            throw new ArgumentException(FormattableString.Invariant(
                $"'{name}' contains {largest:g4}, but 16 bits end at {LargestHalf}; export the network in 32 bits."));
    }
}
