using System.Globalization;
using YoloV1.Training;
using static YoloV1.Cli.Options.Setting;

namespace YoloV1.Cli.Options;

/// <summary>The table of all settings, in the order of help and of options files.</summary>
internal static class Settings
{
    private const string NoCut = "none";

    /// <summary>The first setting: the others override its values.</summary>
    public static Setting Recipe { get; } = Choice(
        "recipe", "The recipe that sets the defaults of the options below, which are shown for small.", TrainingOptions.Recipes.Keys,
        settings => settings.Recipe, WithRecipe);

    /// <summary>Headings of the help, each with the option it precedes.</summary>
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
            "A folder exported by a labelling tool (Pascal VOC, COCO or text labels), a COCO .json, a YOLO .yaml or a Darknet .data file. "
            + "Default: the data set of --resume or --options.",
            settings => settings.Data, (settings, path) => settings with { Data = Path.GetFullPath(path) }),
        Text("split", "The split to train on. Default: train, or the split of a COCO file.",
            settings => settings.Split, (settings, name) => settings with { Split = name }),
        Text("val-split", "The split to evaluate on, or 'none'. Default: val, if there is one.",
            settings => settings.ValSplit, (settings, name) => settings with { ValSplit = name }),
        Number(
            "val-fraction",
            "Fraction of the images to hold out for evaluation, balanced by class, with images that look alike on one side. "
            + "Default: 0.2 if there is no split named val.",
            0.001, 0.9,
            (TrainSettings settings) => settings.ValFraction, (settings, value) => settings with { ValFraction = value }),
        Switch(
            "skip-broken",
            "Report missing and unreadable images and continue without them, instead of stopping before the first step.",
            settings => settings.SkipBroken, (settings, skips) => settings with { SkipBroken = skips }),
        Number<int>("max-megapixels", CommonOptions.LargestImage, 1, CommonOptions.MostMegapixels,
            (TrainSettings settings) => settings.MaxMegapixels, (settings, value) => settings with { MaxMegapixels = value }),
        Text("model", "The network.",
            settings => settings.Model, (settings, name) => settings with { Model = name }, CommonOptions.PresetNames),
        Text("cfg", "A Darknet cfg that describes the network, instead of --model; it also sets the values of the recipe darknet.",
            settings => settings.Cfg, (settings, path) => WithCfg(settings, Path.GetFullPath(path))),
        Text(
            "weights",
            "Weights to start from: a model file, Darknet .weights of the network or of its first layers, or a pretrained backbone. "
            + "For other classes, or another image size without a shared head, the head starts from random weights. "
            + "Default: random weights.",
            settings => settings.Weights, (settings, path) => settings with { Weights = Path.GetFullPath(path) }),
        Number(
            "pretrain",
            "Number of cropped objects, per training image, that the convolutions first learn to classify; 0 for none. "
            + $"Default: {ObjectClassifier.ObjectsPerImage} with the recipe small; 0 with other recipes or --weights.",
            0, 1000.0,
            (TrainSettings settings) => settings.Pretrain, (settings, value) => settings with { Pretrain = value }),
        Number<int>("image-size", "Side of the network's input, in pixels. Default: the network's own.", 1, 8192,
            (TrainSettings settings) => settings.ImageSize, (settings, value) => settings with { ImageSize = value }),
        Number<int>(
            "stride",
            "Side, in input pixels, of a location of the last feature map. Halve it, or divide it by four, for objects smaller than it. "
            + "Default: the network's own.",
            1, 1024,
            (TrainSettings settings) => settings.Stride, (settings, value) => settings with { Stride = value }),
        Number<int>("grid", "S, the number of grid cells along a side. Default: follows from the input.", 1, 256,
            (TrainSettings settings) => settings.Grid, (settings, value) => settings with { Grid = value }),
        Number<int>("boxes", "B, the number of boxes predicted per cell. Default: the network's own.", 1, 64,
            (TrainSettings settings) => settings.Boxes, (settings, value) => settings with { Boxes = value }),
        Switch(
            "shared-head",
            "Share the weights of a one-layer head among all cells. Recipes other than small leave this to the network.",
            settings => settings.SharedHead, (settings, value) => settings with { SharedHead = value }),

        Number("epochs", "Number of passes over the training images.", 1, 100_000,
            options => options.Epochs, (options, value) => options with { Epochs = value, Steps = null }),
        Number<long>(
            "least-steps",
            "Minimum number of steps: small data sets are repeated more often, up to four times the epochs; 0 if --epochs is given.",
            0, int.MaxValue,
            options => options.LeastSteps, (options, value) => options with { LeastSteps = value }),
        Number(
            "minutes",
            "Time limit of the whole training. The epochs, the first stage and the evaluations are chosen from the speed of the first "
            + "steps and written to options.yaml. Default: the epochs.",
            0.01, 1e6,
            (TrainSettings settings) => settings.Minutes, (settings, value) => settings with { Minutes = value }),
        Number<long>("steps", "Total number of steps, instead of --epochs. Default: follows from the epochs.", 1, int.MaxValue,
            options => options.Steps, (options, value) => options with { Steps = value }),
        Number("batch", "Images per step.", 1, 4096, options => options.BatchSize, (options, value) => options with { BatchSize = value }),
        Number("micro-batch", "Images in memory at once; larger batches are split. 0 does not split.", 0, 4096,
            options => options.MicroBatch, (options, value) => options with { MicroBatch = value }),
        Number("learning-rate", "Peak learning rate.", 1e-7, 1,
            options => options.PeakLearningRate, (options, value) => options with { PeakLearningRate = value }),
        Number("warmup", "Epochs in which the learning rate rises to its peak.", 0, 1000.0,
            options => options.WarmupEpochs, (options, value) => options with { WarmupEpochs = value }),
        Enumeration("schedule", "Schedule of the learning rate after the warmup.",
            options => options.Schedule, (options, value) => options with { Schedule = value }),
        new(
            "rate-steps",
            "Batches at which Darknet's schedule multiplies the learning rate, and the factors.",
            "batch:factor, separated by commas",
            settings => RateSteps.Write(settings.Options.RateSteps),
            (settings, word) => RateSteps.Read(word) is { } steps
                ? settings with { Options = settings.Options with { RateSteps = steps } }
                : null),
        Enumeration("optimizer", "Optimizer.",
            options => options.Optimizer, (options, value) => options with { Optimizer = value }),
        Number("momentum", "Momentum of SGD, or beta1 of AdamW.", 0, 0.9999,
            options => options.Momentum, (options, value) => options with { Momentum = value }),
        Number("weight-decay", "Weight decay.", 0, 1.0,
            options => options.WeightDecay, (options, value) => options with { WeightDecay = value }),
        new("gradient-norm", "Norm at which gradients are clipped.", "a number over 0, or none",
            settings => settings.Options.GradientNorm?.ToString(CultureInfo.InvariantCulture) ?? NoCut, WithGradientNorm),
        Number("batch-norm-momentum", "Momentum of the running statistics of batch normalization.", 0, 1.0,
            options => options.BatchNormMomentum, (options, value) => options with { BatchNormMomentum = value }),
        Enumeration("loss", "Loss function.", options => options.Loss, (options, value) => options with { Loss = value }),
        Number("lambda-coordinates", "Weight of coordinate errors in the loss. Default: as in the loss.", 0, 1000.0,
            options => options.LossWeights?.Coordinates,
            (options, value) => options with { LossWeights = (options.LossWeights ?? LossWeights.Paper) with { Coordinates = value } }),
        Number("lambda-object", "Weight of the confidence at objects in the loss. Default: as in the loss.", 0, 1000.0,
            options => options.LossWeights?.Object,
            (options, value) => options with { LossWeights = (options.LossWeights ?? LossWeights.Paper) with { Object = value } }),
        Number("lambda-no-object", "Weight of the confidence elsewhere in the loss. Default: as in the loss.", 0, 1000.0,
            options => options.LossWeights?.NoObject,
            (options, value) => options with { LossWeights = (options.LossWeights ?? LossWeights.Paper) with { NoObject = value } }),
        Number("lambda-class", "Weight of class errors in the loss. Default: as in the loss.", 0, 1000.0,
            options => options.LossWeights?.Class,
            (options, value) => options with { LossWeights = (options.LossWeights ?? LossWeights.Paper) with { Class = value } }),
        Number("ema", "Decay of the moving average of the weights, which is evaluated and saved; 0 turns it off.", 0, 0.999999,
            options => options.EmaDecay, (options, value) => options with { EmaDecay = value }),
        Number("ema-warmup", "Steps until the decay reaches 63 % of its value.", 1e-3, 1e9,
            options => options.EmaWarmup, (options, value) => options with { EmaWarmup = value }),
        Choice("augmentation", "Augmentation of the training images.", Augmentations.Names,
            settings => Augmentations.NameOf(settings.Options.Augmentation),
            (settings, name) => settings with { Options = settings.Options with { Augmentation = Augmentations.Named(name) } }),
        Number("last-epochs", "Number of final epochs that use --last-augmentation.", 0, 100_000,
            options => options.LastEpochs, (options, value) => options with { LastEpochs = value }),
        Choice("last-augmentation", "Augmentation of the last epochs. Default: the same as --augmentation.", Augmentations.Names,
            settings => settings.Options.LastAugmentation is { } last ? Augmentations.NameOf(last) : null,
            (settings, name) => settings with { Options = settings.Options with { LastAugmentation = Augmentations.Named(name) } }),
        Enumeration("cache", "Where to cache decoded images between epochs.",
            options => options.Cache, (options, value) => options with { Cache = value }),
        Number("cache-gb", "Maximum size of the cache, in GB.", 1e-3, 1e6,
            options => options.CacheBytes / 1e9, (options, value) => options with { CacheBytes = (long)(value * 1e9) }),
        Text("cache-folder", "Folder of the cache on disk.",
            settings => settings.Options.CacheFolder,
            (settings, path) => settings with { Options = settings.Options with { CacheFolder = Path.GetFullPath(path) } }),
        Choice("freeze", "Layers to keep fixed.", ["none", "backbone"], settings => settings.Options.FreezeBackbone ? "backbone" : "none",
            (settings, name) => settings with { Options = settings.Options with { FreezeBackbone = name == "backbone" } }),
        Number("patience", "Stop after this many epochs without a better mAP; 0 never stops early.", 0, 100_000,
            options => options.Patience, (options, value) => options with { Patience = value }),
        Number("measure-every", "Epochs between evaluations.", 1, 100_000,
            options => options.MeasureEvery, (options, value) => options with { MeasureEvery = value }),
        Enumeration("suppression", "Treatment of overlapping boxes in evaluation; the model file keeps it for prediction.",
            options => options.Suppression, (options, value) => options with { Suppression = value }),
        Number("checkpoint-seconds", "Minimum time between checkpoints, in seconds.", 0, 1e6,
            options => options.CheckpointEvery.TotalSeconds,
            (options, value) => options with { CheckpointEvery = TimeSpan.FromSeconds(value) }),
        Number<long>("seen", "Number of images seen before, for Darknet's schedule.", 0, long.MaxValue,
            options => options.Seen, (options, value) => options with { Seen = value }),
        Number("seed", "Random seed.", 0, int.MaxValue,
            options => options.Seed, (options, value) => options with { Seed = value }),
        Switch("tensorboard", "Write TensorBoard events to the run folder.",
            settings => settings.TensorBoard, (settings, value) => settings with { TensorBoard = value }),
        Choice("precision", "Precision of matrix products and convolutions.", CommonOptions.TrainingPrecisions,
            settings => CommonOptions.PrecisionNames.First(pair => pair.Value == settings.Options.Precision).Key,
            (settings, name) => settings with { Options = settings.Options with { Precision = CommonOptions.PrecisionNames[name] } }),
        Text("device", "Device to train on. auto takes CUDA if available, then MPS, then the CPU; cuda:N is GPU N.",
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

    // Before all other values, like the recipe: both come first in the table.
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
