using YoloV1.Darknet;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>
/// The content of a weights file in any format, as <see cref="WeightsFile.Inspect"/> finds it without reading its values.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Format">Its format, by its content.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Tensors">
/// Its tensors in order. Darknet tensors have the names of the network that the file fits; empty if it fits none.
/// </param>
/// <param name="Config">The network that it fits best: its own, the one given, or a preset with the S, B and C that fit.</param>
/// <param name="Fault">What differs from that network; null when the file is exactly its weights.</param>
/// <param name="LeftoverBytes">Bytes that the network has no place for; below zero for bytes that it lacks.</param>
public sealed record WeightsInspection(
    string Path,
    WeightsFormat Format,
    long Length,
    IReadOnlyDictionary<string, TensorInfo> Tensors,
    YoloV1Config Config,
    string? Fault,
    long LeftoverBytes)
{
    /// <summary>Bytes that describe the values: Darknet's header, safetensors' JSON and its length, the pickle in PyTorch's zip.</summary>
    public long HeaderLength { get; init; }

    /// <summary>Darknet's header, with the number of images seen in training; null for other formats.</summary>
    public DarknetHeader? DarknetHeader { get; init; }

    /// <summary>The text in a safetensors file; empty for other formats.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The names of the classes; null when the file has none.</summary>
    public ClassNames? Classes { get; init; }

    /// <summary>The network in words, with the S, B and C that fit.</summary>
    public string Fit { get; init; } = GridFit.Name(Config);

    /// <summary>Whether the file is exactly the weights of that network.</summary>
    public bool IsWhole => Fault is null;

    /// <summary>How many values the file holds; of Darknet's, whether or not they are a network's.</summary>
    public long ElementCount => DarknetHeader is null
        ? Tensors.Values.Sum(tensor => tensor.Length)
        : (Length - HeaderLength) / sizeof(float);

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Format}, {Tensors.Count} tensors of {Fit}{(Fault is null ? "" : $", but {Fault}")}";
}
