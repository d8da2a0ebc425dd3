using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Reads and writes Darknet's weights files.</summary>
/// <remarks>
/// A file is a head and then 32-bit numbers without names or shapes, so it is read with the config of its network. Darknet's flat output
/// (all classes, all confidences, all boxes) becomes the grid's cells here, by the order of the last layer's rows, and back again.
/// </remarks>
public static class DarknetWeights
{
    /// <summary>A network with a file's weights, on the CPU and in evaluation mode; it computes as Darknet does on a CPU.</summary>
    /// <remarks>The file is compared with the config before memory is asked for.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not the config's; the message says what it fits and what is left over.</exception>
    public static YoloV1Model CreateModel(string path, YoloV1Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        DarknetFile.Open(path).HeaderOrThrow(config);
        var model = new YoloV1Model(config with { BatchNormEpsilon = BatchNormEpsilon.OutsideRoot });
        try
        {
            Read(path, model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
        model.eval();
        return model;
    }

    /// <summary>Fills a network from a file, which has to end exactly where the network's numbers do.</summary>
    /// <remarks>
    /// Darknet adds its epsilon outside the root. A network that has it inside gets variances that mean the same, so that both compute alike.
    /// </remarks>
    /// <returns>The file's head; writing with it gives the same file again.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not this network's; nothing was copied.</exception>
    public static DarknetHeader Read(string path, YoloV1Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var header = DarknetFile.Open(path).HeaderOrThrow(model.Config);
        Fill(path, header, model, DarknetLayout.Of(model.Config));
        return header;
    }

    /// <summary>Fills a network's first layers from a file that ends behind one of them, such as a backbone trained as a classifier.</summary>
    /// <returns>What was loaded and what was left as it was.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file does not end where a layer ends; nothing was copied.</exception>
    public static LoadReport ReadBackbone(string path, YoloV1Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var file = DarknetFile.Open(path);
        var layout = DarknetLayout.Of(model.Config);
        var layers = layout.Select(tensor => tensor.Layer).Distinct().ToList();
        foreach (var last in layers.AsEnumerable().Reverse())
        {
            List<DarknetTensor> part = [.. layout.Where(tensor => tensor.Layer <= last)];
            if (file.HeaderFor(part.Sum(tensor => tensor.Length)) is not { } header)
                continue;
            Fill(path, header, model, part);
            return new LoadReport([.. part.Select(tensor => tensor.Name)], [.. layout.Skip(part.Count).Select(tensor => tensor.Name)], []);
        }
        throw new InvalidDataException(
            $"{path}: its {(file.Length - file.Header.Length) / sizeof(float)} numbers do not end with a layer of '{model.Config.Name}'. {DarknetFit.Of(file).Advice}");
    }

    /// <summary>Writes a network; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The network, on any device.</param>
    /// <param name="header">The head; version 0.2.0 and no picture seen by default.</param>
    public static void Write(string path, YoloV1Model model, DarknetHeader? header = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        header ??= new DarknetHeader();
        AtomicFile.Write(path, stream =>
        {
            header.Write(stream);
            var writer = new DarknetWriter(stream, model, header.Transposed);
            foreach (var tensor in DarknetLayout.Of(model.Config))
                writer.Write(tensor);
        });
    }

    /// <summary>Reads what can be known of a file without a network: its head, its length, and the network that it fits best.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">The network to compare with; null for the presets, with the B and C that fit.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It has no head of a Darknet weights file.</exception>
    public static DarknetInspection Inspect(string path, YoloV1Config? config = null)
    {
        var file = DarknetFile.Open(path);
        var fit = config is null ? DarknetFit.Of(file) : DarknetFit.With(file, config);
        var tensors = new OrderedDictionary<string, TensorInfo>(StringComparer.Ordinal);
        if (fit.LeftoverBytes == 0)
        {
            foreach (var tensor in DarknetLayout.Of(fit.Config).Where(tensor => tensor.Layer < fit.Layers))
                tensors.Add(tensor.Name, tensor.Info);
        }
        return new DarknetInspection(path, fit.Header, (file.Length - fit.Header.Length) / sizeof(float), fit.Config, fit.Name, fit.IsWhole, tensors, fit.LeftoverBytes);
    }

    private static void Fill(string path, DarknetHeader header, YoloV1Model model, IReadOnlyList<DarknetTensor> layout)
    {
        var state = model.state_dict();
        using var noGradient = torch.no_grad();
        using var stream = File.OpenRead(path);
        stream.Position = header.Length;
        var reader = new DarknetReader(stream, model.Config, header.Transposed);
        foreach (var tensor in layout)
        {
            reader.Read(tensor, state[tensor.Name]);
            if (tensor.Order == DarknetOrder.MeanWithBias)
                state[DarknetLayout.BiasOf(tensor)].zero_();
        }
    }
}
