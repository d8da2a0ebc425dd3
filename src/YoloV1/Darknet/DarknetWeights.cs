using YoloV1.Files;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Darknet;

/// <summary>Reads and writes Darknet's weights files.</summary>
/// <remarks>
/// A file is a header and then 32-bit floats without names or shapes, so it is read with the config of its network. Darknet's flat output
/// (all classes, all confidences, all boxes) becomes the grid's cells by reordering the rows of the last layer, and back on writing.
/// </remarks>
public static class DarknetWeights
{
    /// <summary>The network with a file's weights, on the CPU and in evaluation mode. It computes as Darknet does on a CPU.</summary>
    /// <remarks>The file's length is compared with the config before any memory is allocated.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file does not fit the config; the message names the network it fits.</exception>
    public static YoloV1Model CreateModel(string path, YoloV1Config config)
    {
        using var file = DarknetFile.Open(path, config);
        return ModuleState.CreateModel(file.Config, file);
    }

    /// <summary>Fills a network from a file, which must end exactly where the weights of the network do.</summary>
    /// <remarks>
    /// Darknet adds batch normalization's epsilon outside the square root. A network that adds it inside gets variances that compensate,
    /// so both compute the same.
    /// </remarks>
    /// <returns>The file's header; writing with it gives the same file again.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not this network's; nothing was copied.</exception>
    public static DarknetHeader Load(YoloV1Model model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var file = DarknetFile.Open(path, model.Config, model.Config.BatchNormEpsilon);
        ModuleState.Load(model, file);
        return file.Header;
    }

    /// <summary>Fills a network's layers up to the first that differs, from a file of a similar network or of its first layers.</summary>
    /// <param name="model">The network to fill; weights that the file does not have stay unchanged.</param>
    /// <param name="path">Such as a backbone trained as a classifier, or a detector of other classes.</param>
    /// <param name="config">The file's network; null for the model's own or, where that does not fit, the preset that does.</param>
    /// <returns>The tensors loaded, left unchanged, and skipped.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file does not end where a layer ends, or its first layer differs; nothing was copied.
    /// </exception>
    public static LoadReport LoadBackbone(YoloV1Model model, string path, YoloV1Config? config = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        YoloV1Config[] configs = config is null ? [model.Config] : [model.Config, config];
        using var file = DarknetFile.OpenBeginning(path, configs, model.Config.BatchNormEpsilon);
        ITensorSource source = file;
        var state = model.state_dict();
        var needed = DarknetLayout.Of(model.Config).ToDictionary(tensor => tensor.Name);
        var loaded = file.Stored.GroupBy(tensor => tensor.Layer)
            .TakeWhile(layer => layer.All(IsNeeded))
            .SelectMany(layer => layer).Select(tensor => tensor.Name).ToList();
        if (loaded.Count == 0)
        {
            var known = DarknetFit.Of(DarknetFileInfo.Open(path)).Name;
            throw new InvalidDataException($"{path}: its first layer is not that of '{model.Config.Name}' but of {known}.");
        }
        foreach (var name in loaded)
            source.CopyTo(name, state[name]);
        return new LoadReport(loaded, [.. needed.Keys.Except(loaded)], [.. file.Stored.Select(tensor => tensor.Name).Except(loaded)]);

        bool IsNeeded(DarknetTensor tensor) =>
            needed.TryGetValue(tensor.Name, out var own) && own.Info.Shape.SequenceEqual(tensor.Info.Shape);
    }

    /// <summary>Writes a network; the file appears whole or not at all. A head that the cells share becomes fully connected.</summary>
    /// <param name="model">The network, on any device.</param>
    /// <param name="path">The file.</param>
    /// <param name="header">The header, such as the one of a file that was loaded; null for version 0.2.0 with no image seen.</param>
    public static void Save(YoloV1Model model, string path, DarknetHeader? header = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var connected = model.Config.SharedHead ? model.WithFullyConnectedHead() : null;
        SaveFullyConnected(connected ?? model, path, header ?? new DarknetHeader());
    }

    private static void SaveFullyConnected(YoloV1Model model, string path, DarknetHeader header)
    {
        AtomicFile.Write(path, stream =>
        {
            header.Write(stream);
            var writer = new DarknetWriter(stream, model, header.Transposed);
            foreach (var tensor in DarknetLayout.Of(model.Config))
                writer.Write(tensor);
        });
    }
}
