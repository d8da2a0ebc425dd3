using YoloV1.Darknet;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Transfer learning: a network to train whose weights come from a file instead of a random generator.</summary>
public static class Pretrained
{
    /// <summary>Creates a network and fills it with all that a file's weights have in common with it. The rest is random.</summary>
    /// <remarks>
    /// The file determines which weights are used:
    /// <list type="bullet">
    /// <item>A model file of the same classes gives all its weights. A head that its cells share becomes fully connected where the config
    /// says so. A fully connected one cannot become shared: the network keeps it, whatever the config says.</item>
    /// <item>A model file of other classes or another grid gives its backbone, and so does one that was pretrained as a classifier.</item>
    /// <item>Other safetensors and PyTorch files give each layer whose tensors have the same names and shapes.</item>
    /// <item>Darknet's weights give their layers up to the first that differs; they may end with any layer.</item>
    /// </list>
    /// Random weights come from torch's generator; <c>torch.random.manual_seed</c> before the call makes them repeatable.
    /// </remarks>
    /// <param name="path">A weights file of any format.</param>
    /// <param name="config">The network to train, with as many classes as there are names.</param>
    /// <param name="classes">The names of the classes to train.</param>
    /// <param name="fileConfig">
    /// The network of Darknet's weights, such as its cfg. Null for <paramref name="config"/>, or the preset that fits where that does not.
    /// </param>
    /// <returns>The network on the CPU, owned by the caller, and a report of the weights used.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or has nothing that the network could take.</exception>
    /// <exception cref="ArgumentException">The number of names differs from the classes of the network.</exception>
    public static (YoloV1Model Model, LoadReport Report) Load(
        string path, YoloV1Config config, ClassNames classes, YoloV1Config? fileConfig = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count != config.ClassCount)
            throw new ArgumentException(
                $"{classes.Count} class names do not match the {config.ClassCount} classes of the network.", nameof(classes));
        switch (WeightsFile.FormatOf(path))
        {
            case WeightsFormat.Darknet:
                return Filled(config, model => DarknetWeights.LoadBackbone(model, path, fileConfig));
            case WeightsFormat.PyTorch:
                using (var file = PyTorchFile.Open(path))
                    return Filled(config, model => PartialWeights.LoadLayersThatFit(model, file));
            default:
                using (var file = SafetensorsFile.Open(path))
                    return FromSafetensors(file, path, config, classes);
        }
    }

    private static (YoloV1Model Model, LoadReport Report) FromSafetensors(
        SafetensorsFile file, string path, YoloV1Config config, ClassNames classes)
    {
        if (PartialWeights.Describes(file))
            return Filled(
                config, model => Backbone(model, file, "the pretrained backbone is used, and the head starts from random weights"));
        if (!ModelFile.Describes(file))
            return Filled(config, model => PartialWeights.LoadLayersThatFit(model, file));
        using var trained = ModelFile.Open(path);
        return trained.Classes.SequenceEqual(classes) && WholeConfig(trained, config) is { } whole
            ? Whole(trained, whole, config)
            : Filled(config, model => Backbone(model, trained.Tensors, "the backbone is used, and the head starts from random weights: "
                + "there it is for "
                + $"{Describe(trained.Config)} ({string.Join(", ", trained.Classes)}), here for {Describe(config)}"));
    }

    private static (YoloV1Model Model, LoadReport Report) Whole(ModelFile file, YoloV1Config whole, YoloV1Config wanted)
    {
        var (model, report) = Filled(whole, model =>
        {
            file.LoadInto(model);
            return new LoadReport([.. model.state_dict().Keys], [], []) { Summary = "all weights are used" };
        });
        if (whole.SharedHead == wanted.SharedHead)
            return (model, report);
        if (!whole.SharedHead)
            return (model, report with { Summary = $"{report.Summary}; its head stays fully connected" });
        using (model)
            return (model.WithFullyConnectedHead(), report);
    }

    /// <summary>The network that takes all weights of a file, with its kind of head; null where that is for another grid.</summary>
    private static YoloV1Config? WholeConfig(ModelFile file, YoloV1Config config)
    {
        if (file.Config.SharedHead && !config.TakesSharedHead)
            return null;
        var whole = config with { SharedHead = file.Config.SharedHead };
        return PartialWeights.HeadFits(whole, file.Tensors) ? whole : null;
    }

    private static LoadReport Backbone(YoloV1Model model, ITensorSource source, string summary) =>
        PartialWeights.Load(model, source) with { Summary = summary };

    private static (YoloV1Model Model, LoadReport Report) Filled(YoloV1Config config, Func<YoloV1Model, LoadReport> fill)
    {
        var model = new YoloV1Model(config);
        try
        {
            return (model, fill(model));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static string Describe(YoloV1Config config) =>
        $"S = {config.GridSize}, B = {config.BoxesPerCell}, C = {config.ClassCount} at {config.InputSize}";
}
