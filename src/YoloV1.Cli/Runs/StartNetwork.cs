using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Darknet;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Cli.Runs;

/// <summary>The network that a training begins with.</summary>
internal static class StartNetwork
{
    /// <summary>
    /// A network for the classes, with random weights or those of a file. Standard error reports what was used of the file.
    /// </summary>
    public static YoloV1Model Create(TrainSettings settings, ClassNames classes)
    {
        TorchSharp.torch.random.manual_seed(settings.Options.Seed);
        if (settings.Weights is not { } weights)
            return new YoloV1Model(ConfigOf(settings, classes, PresetOf(settings)));
        var config = ConfigOf(settings, classes, ModelFile.IsIn(weights) ? ConfigIn(weights, settings) : PresetOf(settings));
        var (model, report) = Pretrained.Load(weights, config, classes, settings.Cfg is { } cfg ? DarknetCfg.Read(cfg) : null);
        Terminal.Note($"{weights}: {report}");
        return model;
    }

    /// <summary>The network that the settings name, with batch normalization's epsilon where training has it.</summary>
    public static YoloV1Config PresetOf(TrainSettings settings) => settings.Cfg is { } cfg
        ? DarknetCfg.Read(cfg) with { BatchNormEpsilon = BatchNormEpsilon.InsideRoot }
        : YoloV1Config.FromName(settings.Model);

    private static YoloV1Config ConfigIn(string path, TrainSettings settings)
    {
        if (settings.Cfg is not null)
            throw new ArgumentException($"--cfg works only with Darknet's .weights or no weights; {path} already describes its network.");
        using var file = ModelFile.Open(path);
        return file.Config;
    }

    /// <summary>A network changed to the classes, and to the input and grid of the settings.</summary>
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
}
