using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Weights;

/// <summary>A part of a network's weights, such as its backbone's, for networks of other classes or another input size.</summary>
public static class PartialWeights
{
    private const string Key = "yolov1.backbone";
    private const string Prefix = "darknet.";

    /// <summary>Whether a file is a backbone, as pretraining writes it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no weights file, or damaged.</exception>
    public static bool IsIn(string path)
    {
        if (WeightsFormats.Of(path) != WeightsFormat.Safetensors)
            return false;
        using var file = SafetensorsFile.Open(path);
        return Describes(file);
    }

    /// <summary>Whether an open file is a backbone.</summary>
    internal static bool Describes(SafetensorsFile file) => file.Metadata.ContainsKey(Key);

    /// <summary>Whether a source has a head of the network's shapes too.</summary>
    internal static bool HeadFits(YoloV1Config config, ITensorSource source) => Fault(
        NetworkRow.Of(config).SelectMany(row => row.State()).Where(pair => IsOfHead(pair.Key)), source, IsOfHead) is null;

    /// <summary>Copies the backbone's weights into a network; its head stays as it is.</summary>
    /// <param name="model">The network.</param>
    /// <param name="source">The weights of a network, or of a backbone, possibly only of its first layers.</param>
    /// <returns>The tensors used and not used.</returns>
    /// <exception cref="InvalidDataException">They belong to another network; nothing was copied.</exception>
    public static LoadReport Load(YoloV1Model model, ITensorSource source)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        source = WithBatchCounts.Of(WithoutPrefix.Of(source));
        var state = model.state_dict();
        // Layers come in their order, and a backbone of fewer of them ends early.
        var needed = state.Where(pair => IsPart(pair.Key)).Take(Math.Max(1, source.Tensors.Keys.Count(IsPart))).ToList();
        if (Fault(Infos(needed), source, IsPart) is { } fault)
            throw new InvalidDataException(
                $"{source.Place}: its backbone does not match '{model.Config.Name}': {fault}; start from weights of this network.");
        foreach (var (name, tensor) in needed)
            source.CopyTo(name, tensor);
        string[] loaded = [.. needed.Select(pair => pair.Key)];
        return new(loaded, [.. state.Keys.Except(loaded)], [.. source.Tensors.Keys.Where(IsOfHead)]);
    }

    /// <summary>Copies every layer whose tensors a source has in the same shapes, backbone or head. The others stay as they are.</summary>
    /// <param name="model">The network to fill.</param>
    /// <param name="source">
    /// Weights of a network of the same names, such as the notebook's, with other classes, another input or another head.
    /// </param>
    /// <returns>The tensors used, those left unchanged, and those of the source that do not fit.</returns>
    /// <exception cref="InvalidDataException">There is no such layer; nothing was copied.</exception>
    public static LoadReport LoadLayersThatFit(YoloV1Model model, ITensorSource source)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        source = WithoutPrefix.Of(source);
        var state = model.state_dict();
        var loaded = NetworkRow.Of(model.Config).Select(row => row.State().ToDictionary())
            .Where(row => row.All(pair => IsThere(pair.Key, pair.Value)))
            .SelectMany(row => row.Keys).Where(source.Tensors.ContainsKey).ToHashSet(StringComparer.Ordinal);
        if (loaded.Count == 0)
            throw new InvalidDataException(
                $"{source.Place}: no layer of '{model.Config.Name}' has tensors of the same shapes there "
                + $"({StateCheck.Fault(Infos(state), source.Tensors)}); start from weights of a similar network.");
        foreach (var name in loaded)
            source.CopyTo(name, state[name]);
        return new(
            [.. state.Keys.Where(loaded.Contains)],
            [.. state.Keys.Where(name => !loaded.Contains(name))],
            [.. source.Tensors.Keys.Where(name => !loaded.Contains(name))]);

        // Counters of batches are of no use to prediction, and not in every file.
        bool IsThere(string name, TensorInfo needed) =>
            IsCounter(name) || (source.Tensors.TryGetValue(name, out var stored) && StateCheck.Fits(needed, stored));
    }

    /// <summary>Writes the backbone's weights of a module that has them under a network's names.</summary>
    /// <param name="module">A network, or a classifier with the same backbone.</param>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="network">The network's name, written into the file's metadata.</param>
    public static void Save(nn.Module module, string path, string network)
    {
        ArgumentNullException.ThrowIfNull(module);
        Safetensors.Save(module.state_dict().Where(pair => IsPart(pair.Key)), path, new Dictionary<string, string> { [Key] = network });
    }

    private static string? Fault(
        IEnumerable<KeyValuePair<string, TensorInfo>> needed, ITensorSource source, Func<string, bool> counts) =>
        StateCheck.Fault(needed.ToDictionary(), source.Tensors.Where(pair => counts(pair.Key)).ToDictionary());

    private static Dictionary<string, TensorInfo> Infos(IEnumerable<KeyValuePair<string, Tensor>> state) =>
        state.ToDictionary(pair => pair.Key, pair => TensorInfo.Of(pair.Value));

    private static bool IsCounter(string name) => name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);

    /// <summary>Whether a tensor of that name belongs to the backbone.</summary>
    private static bool IsPart(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    private static bool IsOfHead(string name) => !IsPart(name);
}
