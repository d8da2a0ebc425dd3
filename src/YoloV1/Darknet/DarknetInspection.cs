using YoloV1.Models;

namespace YoloV1.Darknet;

/// <summary>What a Darknet weights file holds.</summary>
/// <param name="Path">The file.</param>
/// <param name="Header">Its head.</param>
/// <param name="Numbers">How many numbers of 4 bytes follow.</param>
/// <param name="Config">The network that it fits best: the one given, or a preset with the B and C that fit.</param>
/// <param name="Fit">That network in words.</param>
/// <param name="IsWhole">Whether the file is exactly that network's; not so for one that holds the first layers alone.</param>
/// <param name="Tensors">The tensors by their names in that network, in the order of the file; empty when it does not fit.</param>
/// <param name="LeftoverBytes">Bytes behind that network's numbers; below zero for bytes that are missing.</param>
public sealed record DarknetInspection(
    string Path,
    DarknetHeader Header,
    long Numbers,
    YoloV1Config Config,
    string Fit,
    bool IsWhole,
    IReadOnlyDictionary<string, TensorInfo> Tensors,
    long LeftoverBytes)
{
    /// <summary>Whether the file is exactly that network's, or its first layers'.</summary>
    public bool Fits => LeftoverBytes == 0;
}
