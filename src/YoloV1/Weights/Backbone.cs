using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Weights;

/// <summary>The convolutions' weights alone: what one network hands to another of other classes or another input size.</summary>
public static class Backbone
{
    private const string Key = "yolov1.backbone";
    private const string Prefix = "darknet.";

    /// <summary>Whether a file is a backbone, as pretraining writes it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no safetensors file, or damaged.</exception>
    public static bool IsIn(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file of weights.", path);
        using var file = SafetensorsFile.Open(path);
        return file.Metadata.ContainsKey(Key);
    }

    /// <summary>Whether a source has a head of the network's shapes too.</summary>
    public static bool HeadFits(YoloV1Model model, ITensorSource source)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        return Fault(model.state_dict().Where(pair => !IsOfBackbone(pair.Key)), source, IsOfHead) is null;
    }

    /// <summary>Copies the convolutions' weights into a network; its head stays as it is.</summary>
    /// <param name="model">The network.</param>
    /// <param name="source">A network's weights, or a backbone, which may be the first layers alone.</param>
    /// <returns>What was taken, and what was not.</returns>
    /// <exception cref="InvalidDataException">They are of another network; nothing was copied.</exception>
    public static LoadReport Load(YoloV1Model model, ITensorSource source)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        var state = model.state_dict();
        // Layers come in their order, and a backbone of fewer of them ends early.
        var needed = state.Where(pair => IsOfBackbone(pair.Key)).Take(Math.Max(1, source.Tensors.Keys.Count(IsOfBackbone))).ToList();
        if (Fault(needed, source, IsOfBackbone) is { } fault)
            throw new InvalidDataException($"{source.Place}: its backbone is not that of '{model.Config.Name}': {fault}; start from weights of this network.");
        using var noGradient = no_grad();
        foreach (var (name, tensor) in needed)
        {
            using var stored = source.Read(name);
            tensor.copy_(stored);
        }
        string[] loaded = [.. needed.Select(pair => pair.Key)];
        return new(loaded, [.. state.Keys.Except(loaded)], [.. source.Tensors.Keys.Where(IsOfHead)]);
    }

    /// <summary>Writes the convolutions' weights of a module that has them under the network's names.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="module">A network, or a classifier with the same backbone.</param>
    /// <param name="network">The network's name, for whoever looks into the file.</param>
    public static void Save(string path, nn.Module module, string network)
    {
        ArgumentNullException.ThrowIfNull(module);
        Safetensors.Write(path, module.state_dict().Where(pair => IsOfBackbone(pair.Key)), new Dictionary<string, string> { [Key] = network });
    }

    private static string? Fault(IEnumerable<KeyValuePair<string, Tensor>> needed, ITensorSource source, Func<string, bool> counts) => StateCheck.Fault(
        needed.ToDictionary(pair => pair.Key, pair => TensorInfo.Of(pair.Value)),
        source.Tensors.Where(pair => counts(pair.Key)).ToDictionary());

    private static bool IsOfBackbone(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    private static bool IsOfHead(string name) => !IsOfBackbone(name);
}
