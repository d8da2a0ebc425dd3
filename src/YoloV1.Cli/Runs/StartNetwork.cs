using YoloV1.Cli.Options;
using YoloV1.Darknet;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Cli.Runs;

/// <summary>The network that a training begins with.</summary>
internal static class StartNetwork
{
    /// <summary>A network for the classes, with random weights or those of a file. What is taken from the file is said on standard error.</summary>
    public static YoloV1Model Create(TrainSettings settings, ClassNames classes)
    {
        TorchSharp.torch.random.manual_seed(settings.Options.Seed);
        if (settings.Weights is not { } weights)
            return new YoloV1Model(ConfigOf(settings, classes, PresetOf(settings)));
        return WeightsFile.FormatOf(weights) switch
        {
            WeightsFormat.Darknet => FromDarknet(settings, classes, weights),
            WeightsFormat.PyTorch => FromTensors(settings, classes, PyTorchFile.Open(weights)),
            _ when PartialWeights.IsIn(weights) => FromBackbone(settings, classes, weights),
            _ when ModelFile.IsIn(weights) => FromModelFile(settings, classes, weights),
            _ => FromTensors(settings, classes, SafetensorsFile.Open(weights)),
        };
    }

    /// <summary>The network that the settings name. Trained here, it has its epsilon where training has it.</summary>
    public static YoloV1Config PresetOf(TrainSettings settings) => settings.Cfg is { } cfg
        ? YoloV1Config.FromDarknetCfg(cfg) with { BatchNormEpsilon = BatchNormEpsilon.InsideRoot }
        : YoloV1Config.FromName(settings.Model);

    /// <summary>A network changed to the classes and to what the settings say of its input and grid.</summary>
    private static YoloV1Config ConfigOf(TrainSettings settings, ClassNames classes, YoloV1Config start)
    {
        var size = settings.ImageSize is { } side ? ImageSize.Square(side) : start.InputSize;
        var network = settings.Stride is { } stride ? start.WithStride(stride) : start;
        network = network with
        {
            ClassCount = classes.Count,
            InputSize = size,
            GridSize = settings.Grid ?? (size == network.InputSize ? network.GridSize : network.NaturalGridSize(size)),
            BoxesPerCell = settings.Boxes ?? network.BoxesPerCell,
        };
        return network with { SharedHead = (settings.SharedHead ?? start.SharedHead) && network.TakesSharedHead };
    }

    private static YoloV1Model FromModelFile(TrainSettings settings, ClassNames classes, string path)
    {
        if (settings.Cfg is not null)
            throw new ArgumentException($"--cfg goes with Darknet's .weights or none; {path} has a description of its network inside.");
        using var file = ModelFile.Open(path);
        using var tensors = SafetensorsFile.Open(path);
        var config = ConfigOf(settings, classes, file.Config);
        if (file.Classes.SequenceEqual(classes) && Whole(file, tensors, config) is { } whole)
        {
            Console.Error.WriteLine($"{path}: all weights are taken{(whole.Config.SharedHead == config.SharedHead ? "" : "; its head is connected and stays so")}");
            return whole;
        }
        var model = new YoloV1Model(config);
        var report = PartialWeights.Load(model, tensors);
        Console.Error.WriteLine($"{path}: the backbone is taken, and the head starts anew: there it is for {Describe(file.Config)} ({string.Join(", ", file.Classes)}), "
            + $"here for {Describe(model.Config)}; {report}");
        return model;
    }

    /// <summary>A network with all weights of the file; null where its head is for another grid.</summary>
    /// <remarks>A shared head fits any size, and may become connected. A connected one stays as it is: what its cells share is none of them.</remarks>
    private static YoloV1Model? Whole(ModelFile file, SafetensorsFile tensors, YoloV1Config config)
    {
        if (file.Config.SharedHead && !config.TakesSharedHead)
            return null;
        var model = new YoloV1Model(config with { SharedHead = file.Config.SharedHead });
        if (!PartialWeights.HeadFits(model, tensors))
        {
            model.Dispose();
            return null;
        }
        file.LoadInto(model);
        if (config.SharedHead || !file.Config.SharedHead)
            return model;
        using (model)
            return model.WithFullyConnectedHead();
    }

    private static YoloV1Model FromBackbone(TrainSettings settings, ClassNames classes, string path)
    {
        var model = new YoloV1Model(ConfigOf(settings, classes, PresetOf(settings)));
        using var tensors = SafetensorsFile.Open(path);
        var report = PartialWeights.Load(model, tensors);
        Console.Error.WriteLine($"{path}: the pretrained backbone is taken, and the head starts anew; {report}");
        return model;
    }

    private static YoloV1Model FromTensors<T>(TrainSettings settings, ClassNames classes, T tensors)
        where T : ITensorSource, IDisposable
    {
        using (tensors)
        {
            var model = new YoloV1Model(ConfigOf(settings, classes, PresetOf(settings)));
            Console.Error.WriteLine($"{tensors.Place}: {PartialWeights.LoadLayersThatFit(model, tensors)}");
            return model;
        }
    }

    private static YoloV1Model FromDarknet(TrainSettings settings, ClassNames classes, string path)
    {
        var model = new YoloV1Model(ConfigOf(settings, classes, PresetOf(settings)));
        var report = DarknetWeights.LoadBackbone(model, path, settings.Cfg is { } cfg ? YoloV1Config.FromDarknetCfg(cfg) : null);
        Console.Error.WriteLine($"{path}: {report}");
        return model;
    }

    private static string Describe(YoloV1Config config) => $"S = {config.GridSize}, B = {config.BoxesPerCell}, C = {config.ClassCount} at {config.InputSize}";
}
