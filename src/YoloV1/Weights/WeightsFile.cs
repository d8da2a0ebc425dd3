using TorchSharp;
using YoloV1.Darknet;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>A weights file of any format, open for reading with the network it belongs to; for one thread at a time.</summary>
/// <example><code>
/// Console.WriteLine(WeightsFile.Inspect("notebook.pth"));   // which network the file fits
///
/// using var file = WeightsFile.Open("notebook.pth");
/// using var model = file.CreateModel();
/// WeightsFile.Save(model, "notebook.safetensors", file.Classes);
/// </code></example>
public sealed class WeightsFile : IDisposable
{
    private readonly IDisposable _file;

    private WeightsFile(
        WeightsFormat format, IDisposable file, ITensorSource tensors, YoloV1Config config, ClassNames? classes, string? assumption)
    {
        (Format, _file, Tensors, Config, Assumption) = (format, file, tensors, config, assumption);
        Classes = classes ?? ClassNames.Usual(config.ClassCount);
        if (Classes.Count != config.ClassCount)
            throw new ArgumentException(
                $"{Classes.Count} class names do not match the {config.ClassCount} classes of the network in {tensors.Place}.",
                nameof(classes));
    }

    /// <summary>The format, by the file's content.</summary>
    public WeightsFormat Format { get; }

    /// <summary>The weights by name.</summary>
    public ITensorSource Tensors { get; }

    /// <summary>The network that they belong to.</summary>
    public YoloV1Config Config { get; }

    /// <summary>The names of its classes: the file's, those given, or <see cref="ClassNames.Usual"/>.</summary>
    public ClassNames Classes { get; }

    /// <summary>Darknet's header, with the number of images seen in training; null for other formats.</summary>
    public DarknetHeader? DarknetHeader => (_file as DarknetFile)?.Header;

    /// <summary>The calibrated ranges of its feature maps; null if the file has none.</summary>
    public CalibrationRanges? Ranges => (_file as ModelFile)?.Ranges;

    /// <summary>The best thresholds from its evaluation; null if the file has none.</summary>
    public DetectionThresholds? Thresholds => (_file as ModelFile)?.Thresholds;

    /// <summary>The assumption about the network; null if the file or the caller described it.</summary>
    public string? Assumption { get; }

    /// <summary>The format of a file, by its first bytes, or by its name where these say nothing.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Neither says anything.</exception>
    public static WeightsFormat FormatOf(string path) => WeightsFormats.Of(path);

    /// <summary>Reads the tensor names and shapes of a file in any format, without its values and without loading torch.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">
    /// The network to compare it with; null for the file's own or, where it describes none, the preset that it fits best.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no weights file, or a damaged one.</exception>
    public static WeightsInspection Inspect(string path, YoloV1Config? config = null) => WeightsInspector.Inspect(path, config);

    /// <summary>Opens a file with the network that it describes or, where it describes none, the preset whose weights it has.</summary>
    /// <param name="path">A model file, safetensors, a file of torch.save, or Darknet's weights.</param>
    /// <param name="config">
    /// The network, for files that describe none. Its S, B, C, input and head are replaced by the file's. Darknet's weights have no shapes:
    /// with them only B and C are replaced, and only in a config that does not come from a cfg.
    /// </param>
    /// <param name="classes">The names of its classes, for files that have none; null for <see cref="ClassNames.Usual"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or fits neither the network nor any preset; the message names the nearest.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The number of names differs from the number of classes, or a network or names were given for a model file, which contains its own.
    /// </exception>
    public static WeightsFile Open(string path, YoloV1Config? config = null, ClassNames? classes = null)
    {
        var format = FormatOf(path);
        var file = OpenTensors(path, format, config);
        try
        {
            if (file is ModelFile model)
                return config is null && classes is null
                    ? new(format, file, model.Tensors, model.Config, model.Classes, null)
                    : throw new ArgumentException($"{path} already describes its network and its classes; leave out the others.");
            if (file is DarknetFile darknet)
            {
                var isAssumed = darknet.Config.Grid != config?.Grid;
                var length = isAssumed ? $"its length matches {GridFit.Name(darknet.Config)}" : null;
                return new(format, file, darknet, darknet.Config, classes, length);
            }
            var tensors = WithBatchCounts.Of(WithoutPrefix.Of((ITensorSource)file));
            // PyTorch's variances are meant for its own place of the epsilon, also where a cfg of Darknet's describes the network.
            if (format == WeightsFormat.PyTorch && config is not null)
                config = config with { BatchNormEpsilon = BatchNormEpsilon.InsideRoot };
            var fit = config is null ? StateFit.Of(tensors.Tensors) : StateFit.With(config, tensors.Tensors);
            if (!fit.IsWhole)
                throw new InvalidDataException($"{path}: {DifferenceOf(fit, config, tensors)}");
            var shapes = fit.Config == config ? null : $"its tensors match {GridFit.Name(fit.Config)} at {fit.Config.InputSize}";
            return new(format, file, tensors, fit.Config, classes, shapes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads all tensors of a file into memory of the CPU, by name; the caller owns them.</summary>
    /// <param name="path">A file of any format.</param>
    /// <param name="config">The network of Darknet weights, which have no names; null for the preset they fit.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or Darknet's and not of the network.</exception>
    public static Dictionary<string, torch.Tensor> LoadTensors(string path, YoloV1Config? config = null)
    {
        using var file = OpenTensors(path, FormatOf(path), config);
        return TensorDictionary.ReadAll(file is ModelFile model ? model.Tensors : (ITensorSource)file);
    }

    /// <summary>Writes a network in the format that the file's name ends with: .safetensors, .pth, .pt or .weights.</summary>
    /// <remarks>A .safetensors file is a <see cref="ModelFile"/>.</remarks>
    /// <exception cref="ArgumentException">The extension is unknown, or the number of names differs from the number of classes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(YoloV1Model model, string path, ClassNames? classes = null) =>
        Save(model, path, WeightsFormats.ForWriting(path), classes);

    /// <summary>Writes a network in a format.</summary>
    /// <remarks>
    /// The weights compute the same in PyTorch: where a network adds batch normalization's epsilon outside the square root, like Darknet,
    /// variances are written that compensate. A head that the cells share is written as a fully connected one for PyTorch and Darknet.
    /// </remarks>
    /// <exception cref="ArgumentException">The number of names differs from the number of classes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(YoloV1Model model, string path, WeightsFormat format, ClassNames? classes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        switch (format)
        {
            case WeightsFormat.Safetensors:
                ModelFile.Save(model, classes ?? ClassNames.Usual(model.Config.ClassCount), path);
                break;
            case WeightsFormat.PyTorch:
                using (torch.NewDisposeScope())
                using (var connected = model.Config.SharedHead ? model.WithFullyConnectedHead() : null)
                    PyTorchWeights.Save(EpsilonInside.Of(connected ?? model), path);
                break;
            default:
                DarknetWeights.Save(model, path);
                break;
        }
    }

    /// <summary>The network with the file's weights, on the CPU and in evaluation mode.</summary>
    /// <exception cref="InvalidDataException">The weights do not match the config.</exception>
    public YoloV1Model CreateModel() => ModuleState.CreateModel(Config, Tensors);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private static string DifferenceOf(StateFit fit, YoloV1Config? config, ITensorSource tensors)
    {
        if (OtherNames.Of(config, tensors.Tensors) is { } names)
            return $"its tensors match {GridFit.Name(names.Config)} under other names: {names.Words}; rename them.";
        return $"its tensors do not match {(config is null ? "any preset" : $"'{config.Name}'")}; the nearest is "
            + $"{GridFit.Name(fit.Config)}: "
            + $"{fit.Fault}. "
            + (config is null ? "Give the config of its network." : "Rename them as in the config, or give another config.");
    }

    private static IDisposable OpenTensors(string path, WeightsFormat format, YoloV1Config? config) => format switch
    {
        WeightsFormat.PyTorch => PyTorchFile.Open(path),
        WeightsFormat.Darknet => DarknetFile.Open(path, config is null ? DarknetPreset(path) : Resized(path, config)),
        _ => OpenSafetensors(path),
    };

    private static IDisposable OpenSafetensors(string path)
    {
        var file = SafetensorsFile.Open(path);
        if (!ModelFile.Describes(file))
            return file;
        file.Dispose();
        return ModelFile.Open(path);
    }

    // A cfg says its grid; a preset is a network for any.
    private static YoloV1Config Resized(string path, YoloV1Config config) =>
        config.AnyGrid ? config : DarknetFit.Resized(DarknetFileInfo.Open(path), config.WithoutSharedHead) ?? config;

    private static YoloV1Config DarknetPreset(string path)
    {
        var fit = DarknetFit.Of(DarknetFileInfo.Open(path));
        return fit.IsWhole
            ? fit.Config
            : throw new InvalidDataException(
                $"{path}: Darknet weights do not describe their network, and no preset fits them: give the cfg. Nearest is {fit.Name}.");
    }
}
