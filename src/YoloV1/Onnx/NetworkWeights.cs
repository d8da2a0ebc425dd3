using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Onnx;

/// <summary>A network's weights by name, and their way into a graph; what is made on it lives in the caller's dispose scope.</summary>
internal sealed class NetworkWeights(GraphBuilder graph, YoloV1Model model, bool half)
{
    private const float LargestHalf = 65504;

    private readonly Dictionary<string, Tensor> _state = model.state_dict();

    /// <summary>The weights of that name, float32 on the CPU.</summary>
    public Tensor this[string name] => Find(name) ?? throw new KeyNotFoundException($"The network has no '{name}'.");

    /// <summary>The weights of that name, float32 on the CPU; null when the layer has none.</summary>
    public Tensor? Find(string name) => _state.TryGetValue(name, out var values) ? values.detach().cpu().to(float32) : null;

    /// <summary>The normalisation of that name; null when the layer has none.</summary>
    public BatchNormWeights? FindBatchNorm(string name)
    {
        if (Find($"{name}.running_var") is not { } stored)
            return null;
        var (variance, epsilon) = Normalization.InsideRootOf(stored, model.Config.BatchNormEpsilon);
        return new(this[$"{name}.weight"], this[$"{name}.bias"], this[$"{name}.running_mean"], variance, epsilon);
    }

    /// <summary>Adds weights in the precision of the graph; where they have it already, without a copy.</summary>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">A number is too large for 16 bits.</exception>
    public string Add(string name, Tensor values)
    {
        if (half)
            ThrowIfTooLarge(name, values);
        return graph.Weight(name, (half ? values.to(float16) : values).contiguous());
    }

    /// <summary>Adds one number in the precision of the graph.</summary>
    public string AddNumber(string name, double value) => Add(name, tensor((float)value));

    // Two passes that allocate nothing: the largest layer may be most of the memory there is.
    private static void ThrowIfTooLarge(string name, Tensor values)
    {
        var largest = Math.Max(values.max().item<float>(), -values.min().item<float>());
        if (!(largest <= LargestHalf))
            throw new ArgumentException(FormattableString.Invariant(
                $"'{name}' holds {largest:g4}, and numbers of 16 bits end at {LargestHalf}; export the network with 32 bits."));
    }
}
