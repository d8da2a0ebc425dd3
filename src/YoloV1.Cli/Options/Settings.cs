using System.Globalization;
using YoloV1.Training;
using static YoloV1.Cli.Options.Setting;

namespace YoloV1.Cli.Options;

/// <summary>The table of all settings, in the order of help and of options files.</summary>
internal static class Settings
{
    private const string NoCut = "none";

    /// <summary>The first one: the others change what it sets.</summary>
    public static Setting Recipe { get; } = Choice(
        "recipe", "Where the options below start from; their defaults here are those of small.", TrainingOptions.Recipes.Keys,
        settings => settings.Recipe, WithRecipe);

    /// <summary>Headings of the help, each with the option that it stands before.</summary>
    public static IReadOnlyList<(string Option, string Heading)> Groups { get; } =
    [
        ("--data", "Data"),
        ("--model", "Network"),
        ("--epochs", "Length and batches"),
        ("--learning-rate", "Learning rate and optimizer"),
        ("--loss", "Loss"),
        ("--ema", "Moving average of the weights"),
        ("--augmentation", "Images"),
        ("--freeze", "Run"),
    ];

    public static IReadOnlyList<Setting> All { get; } =
    [
        Recipe,
        Text(
            "data",
            "The folder that a labelling tool wrote, with Pascal VOC's annotations, COCO's .json or text labels; or a COCO .json, a YOLO "
            + ".yaml or a Darknet .data file; without it that of --resume or --options.",
            settings => settings.Data, (settings, path) => settings with { Data = Path.GetFullPath(path) }),
        Text("split", "The part to train on; without it train, or the part that a COCO file is.",
            settings => settings.Split, (settings, name) => settings with { Split = name }),
        Text("val-split", "The part to measure on; 'none' for no measurement. Without it val, where there is one.",
            settings => settings.ValSplit, (settings, name) => settings with { ValSplit = name }),
        Number(
            "val-fraction",
            "The part of the images to hold out and measure on, by classes, images that look alike on one side; without it 0.2 where no "
            + "split is named val.",
            0.001, 0.9,
            (TrainSettings settings) => settings.ValFraction, (settings, value) => settings with { ValFraction = value }),
        Switch(
            "skip-broken",
            "Whether to go on without images that are missing or cannot be read, which are named; otherwise they end it before the first "
            + "step.",
            settings => settings.SkipBroken, (settings, skips) => settings with { SkipBroken = skips }),
        Number<int>("max-megapixels", CommonOptions.LargestImage, 1, CommonOptions.MostMegapixels,
            (TrainSettings settings) => settings.MaxMegapixels, (settings, value) => settings with { MaxMegapixels = value }),
        Text("model", "The network.",
            settings => settings.Model, (settings, name) => settings with { Model = name }, CommonOptions.PresetNames),
        Text("cfg", "A Darknet cfg as the network, in place of the model; with recipe darknet also as the values of the recipe.",
            settings => settings.Cfg, (settings, path) => WithCfg(settings, Path.GetFullPath(path))),
        Text(
            "weights",
            "A model file, Darknet's .weights of the network or of its first layers, or a pretrained backbone to start from; random "
            + "weights without it. For other classes the head starts anew; for another size of images it does unless its cells share "
            + "their weights.",
            settings => settings.Weights, (settings, path) => settings with { Weights = Path.GetFullPath(path) }),
        Number(
            "pretrain",
            "How many objects of the images the convolutions first learn to tell apart, for each image of the training; 0 for none. "
            + $"Without it {ObjectClassifier.ObjectsPerImage} with recipe small, and none with other recipes or --weights.",
            0, 1000.0,
            (TrainSettings settings) => settings.Pretrain, (settings, value) => settings with { Pretrain = value }),
        Number<int>("image-size", "Pixels along a side of the network's input; the network's own without it.", 1, 8192,
            (TrainSettings settings) => settings.ImageSize, (settings, value) => settings with { ImageSize = value }),
        Number<int>(
            "stride",
            "Input pixels along a side to one location of the last feature map; the network's own without it. A half or a quarter of "
            + "that is for objects smaller than it.",
            1, 1024,
            (TrainSettings settings) => settings.Stride, (settings, value) => settings with { Stride = value }),
        Number<int>("grid", "S, cells along a side; follows from the input without it.", 1, 256,
            (TrainSettings settings) => settings.Grid, (settings, value) => settings with { Grid = value }),
        Number<int>("boxes", "B, boxes that a cell predicts; the network's own without it.", 1, 64,
            (TrainSettings settings) => settings.Boxes, (settings, value) => settings with { Boxes = value }),
        Switch(
            "shared-head",
            "Whether all cells share the weights of a head of one layer; with recipes other than small as in the network.",
            settings => settings.SharedHead, (settings, value) => settings with { SharedHead = value }),

        Number("epochs", "Passes over the images.", 1, 100_000,
            options => options.Epochs, (options, value) => options with { Epochs = value, Steps = null }),
        Number<long>(
            "least-steps",
            "Updates at least, for which few images are passed over more often, up to four times the epochs; 0 where epochs are given.",
            0, int.MaxValue,
            options => options.LeastSteps, (options, value) => options with { LeastSteps = value }),
        Number(
            "minutes",
            "The time that the whole training may take: epochs, first stage and measurements are chosen by the speed of the first steps; "
            + "options.yaml has them. Without it the epochs.",
            0.01, 1e6,
            (TrainSettings settings) => settings.Minutes, (settings, value) => settings with { Minutes = value }),
        Number<long>("steps", "Updates in all, in place of the epochs; without it those of the epochs.", 1, int.MaxValue,
            options => options.Steps, (options, value) => options with { Steps = value }),
        Number("batch", "Images of a step.", 1, 4096, options => options.BatchSize, (options, value) => options with { BatchSize = value }),
        Number("micro-batch", "Images in memory at once: a larger batch is done in such parts; 0 for the whole.", 0, 4096,
            options => options.MicroBatch, (options, value) => options with { MicroBatch = value }),
        Number("learning-rate", "The peak of the learning rate.", 1e-7, 1,
            options => options.PeakLearningRate, (options, value) => options with { PeakLearningRate = value }),
        Number("warmup", "Epochs during which the learning rate rises.", 0, 1000.0,
            options => options.WarmupEpochs, (options, value) => options with { WarmupEpochs = value }),
        Enumeration("schedule", "How the learning rate goes on after that.",
            options => options.Schedule, (options, value) => options with { Schedule = value }),
        new(
            "rate-steps",
            "The batches at which Darknet's schedule multiplies the rate, and the factors.",
            "batch:factor, with commas between",
            settings => RateSteps.Write(settings.Options.RateSteps),
            (settings, word) => RateSteps.Read(word) is { } steps
                ? settings with { Options = settings.Options with { RateSteps = steps } }
                : null),
        Enumeration("optimizer", "How gradients change weights.",
            options => options.Optimizer, (options, value) => options with { Optimizer = value }),
        Number("momentum", "How much of the last step the next one keeps.", 0, 0.9999,
            options => options.Momentum, (options, value) => options with { Momentum = value }),
        Number("weight-decay", "Pull of the weights towards zero.", 0, 1.0,
            options => options.WeightDecay, (options, value) => options with { WeightDecay = value }),
        new("gradient-norm", "The norm to which larger gradients are cut.", "a number over 0, or none",
            settings => settings.Options.GradientNorm?.ToString(CultureInfo.InvariantCulture) ?? NoCut, WithGradientNorm),
        Number("batch-norm-momentum", "How much of its statistics batch normalisation takes from a step.", 0, 1.0,
            options => options.BatchNormMomentum, (options, value) => options with { BatchNormMomentum = value }),
        Enumeration("loss", "What is minimised.", options => options.Loss, (options, value) => options with { Loss = value }),
        Number("lambda-coordinates", "How much box errors count; without it as in the loss.", 0, 1000.0,
            options => options.LossWeights?.Coordinates,
            (options, value) => options with { LossWeights = (options.LossWeights ?? LossWeights.Paper) with { Coordinates = value } }),
        Number("lambda-object", "How much the confidence at objects counts; without it as in the loss.", 0, 1000.0,
            options => options.LossWeights?.Object,
            (options, value) => options with { LossWeights = (options.LossWeights ?? LossWeights.Paper) with { Object = value } }),
        Number("lambda-no-object", "How much the confidence elsewhere counts; without it as in the loss.", 0, 1000.0,
            options => options.LossWeights?.NoObject,
            (options, value) => options with { LossWeights = (options.LossWeights ?? LossWeights.Paper) with { NoObject = value } }),
        Number("lambda-class", "How much class errors count; without it as in the loss.", 0, 1000.0,
            options => options.LossWeights?.Class,
            (options, value) => options with { LossWeights = (options.LossWeights ?? LossWeights.Paper) with { Class = value } }),
        Number("ema", "Decay of the weights' moving average, which is measured and kept; 0 for none.", 0, 0.999999,
            options => options.EmaDecay, (options, value) => options with { EmaDecay = value }),
        Number("ema-warmup", "Updates until that decay is 0.63 of its value.", 1e-3, 1e9,
            options => options.EmaWarmup, (options, value) => options with { EmaWarmup = value }),
        Choice("augmentation", "How images are varied.", Augmentations.Names,
            settings => Augmentations.NameOf(settings.Options.Augmentation),
            (settings, name) => settings with { Options = settings.Options with { Augmentation = Augmentations.Named(name) } }),
        Number("last-epochs", "Epochs at the end with an augmentation of their own.", 0, 100_000,
            options => options.LastEpochs, (options, value) => options with { LastEpochs = value }),
        Choice("last-augmentation", "The augmentation of the last epochs; without it that of the others.", Augmentations.Names,
            settings => settings.Options.LastAugmentation is { } last ? Augmentations.NameOf(last) : null,
            (settings, name) => settings with { Options = settings.Options with { LastAugmentation = Augmentations.Named(name) } }),
        Enumeration("cache", "Where decoded images are kept from epoch to epoch.",
            options => options.Cache, (options, value) => options with { Cache = value }),
        Number("cache-gb", "The bound of what is kept there, in GB.", 1e-3, 1e6,
            options => options.CacheBytes / 1e9, (options, value) => options with { CacheBytes = (long)(value * 1e9) }),
        Text("cache-folder", "The folder of a cache on disk.",
            settings => settings.Options.CacheFolder,
            (settings, path) => settings with { Options = settings.Options with { CacheFolder = Path.GetFullPath(path) } }),
        Choice("freeze", "Layers to keep fixed.", ["none", "backbone"], settings => settings.Options.FreezeBackbone ? "backbone" : "none",
            (settings, name) => settings with { Options = settings.Options with { FreezeBackbone = name == "backbone" } }),
        Number("patience", "Epochs without a better mAP after which the training ends; 0 for never.", 0, 100_000,
            options => options.Patience, (options, value) => options with { Patience = value }),
        Number("measure-every", "Epochs from one measurement to the next.", 1, 100_000,
            options => options.MeasureEvery, (options, value) => options with { MeasureEvery = value }),
        Enumeration("suppression", "How boxes that overlap are dealt with where the network is measured, and by who loads it.",
            options => options.Suppression, (options, value) => options with { Suppression = value }),
        Number("checkpoint-seconds", "The least time from one checkpoint to the next.", 0, 1e6,
            options => options.CheckpointEvery.TotalSeconds,
            (options, value) => options with { CheckpointEvery = TimeSpan.FromSeconds(value) }),
        Number<long>("seen", "Images seen before, for Darknet's schedule.", 0, long.MaxValue,
            options => options.Seen, (options, value) => options with { Seen = value }),
        Number("seed", "Where all randomness comes from.", 0, int.MaxValue,
            options => options.Seed, (options, value) => options with { Seed = value }),
        Switch("tensorboard", "Whether events for TensorBoard are written into the run folder.",
            settings => settings.TensorBoard, (settings, value) => settings with { TensorBoard = value }),
        Choice("precision", "What products are computed in.", CommonOptions.TrainingPrecisions,
            settings => CommonOptions.PrecisionNames.First(pair => pair.Value == settings.Options.Precision).Key,
            (settings, name) => settings with { Options = settings.Options with { Precision = CommonOptions.PrecisionNames[name] } }),
        Text("device", "Where the network trains: auto takes CUDA where it is there, else MPS, else the processor; cuda:N is GPU N.",
            settings => settings.Options.Device,
            (settings, name) => settings with { Options = settings.Options with { Device = name } },
            CommonOptions.DeviceNames),
    ];

    private static TrainSettings WithRecipe(TrainSettings settings, string name)
    {
        var isSmall = name == TrainSettings.SmallRecipe;
        return settings with
        {
            Recipe = name,
            Options = TrainingOptions.Recipes[name],
            Model = isSmall ? "small" : "tiny",
            SharedHead = isSmall ? true : null,
        };
    }

    private static TrainSettings? WithGradientNorm(TrainSettings settings, string word)
    {
        if (word.Equals(NoCut, StringComparison.OrdinalIgnoreCase))
            return settings with { Options = settings.Options with { GradientNorm = null } };
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var norm) && norm > 0 && double.IsFinite(norm)
            ? settings with { Options = settings.Options with { GradientNorm = norm } }
            : null;
    }

    // Before all other numbers, as the recipe: both stand first in the table.
    private static TrainSettings WithCfg(TrainSettings settings, string path) => settings with
    {
        Cfg = path,
        Options = settings.Recipe == "darknet" ? TrainingOptions.FromDarknetCfg(path) : settings.Options,
    };

    private static Setting Enumeration<T>(
        string name, string description, Func<TrainingOptions, T> get, Func<TrainingOptions, T, TrainingOptions> set)
        where T : struct, Enum => Choice(name, description, Enum.GetNames<T>().Select(word => word.ToLowerInvariant()),
            settings => get(settings.Options).ToString().ToLowerInvariant(),
            (settings, word) => settings with { Options = set(settings.Options, Enum.Parse<T>(word, ignoreCase: true)) });
}
