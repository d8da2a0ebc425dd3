using YoloV1.Training;
using static YoloV1.Cli.Options.Setting;

namespace YoloV1.Cli.Options;

/// <summary>The settings of <c>yolov1 pretrain</c>: those of a training that apply without boxes, and some of its own.</summary>
internal static class PretrainSettings
{
    // Only for detectors.
    private static readonly string[] NotHere =
    [
        "recipe", "data", "model", "weights", "image-size", "grid", "boxes", "loss", "lambda-coordinates", "lambda-object",
        "lambda-no-object", "lambda-class",
        "val-fraction", "freeze", "suppression", "minutes", "least-steps", "seen", "pretrain", "stride", "shared-head",
    ];

    public static TrainSettings Standard { get; } = new() { Options = TrainingOptions.Pretraining, Model = "tiny", ImageSize = 224 };

    /// <summary>Headings of the help, each with the option it precedes.</summary>
    public static IReadOnlyList<(string Option, string Heading)> Groups { get; } =
    [
        ("--data", "Data and network"),
        .. Settings.Groups.Where(group => group.Option is not ("--data" or "--model" or "--loss" or "--freeze")),
        ("--patience", "Run"),
    ];

    public static IReadOnlyList<Setting> All { get; } =
    [
        Text(
            "data",
            "A folder with one folder of images per class, optionally inside train and val; or a detection data set, whose objects are "
            + "cropped. Default: the data set of --resume or --options.",
            settings => settings.Data, (settings, path) => settings with { Data = Path.GetFullPath(path) }),
        Known("model") with { Description = "The network whose convolutions are trained." },
        Number<int>("image-size", "Side of the network's input, in pixels.", 16, 8192,
            (TrainSettings settings) => settings.ImageSize, (settings, value) => settings with { ImageSize = value }),
        Number<int>("convolutions", "Number of convolutions to train, from the first; 20 in the paper. Default: all.", 1, 1000,
            (TrainSettings settings) => settings.Convolutions, (settings, value) => settings with { Convolutions = value }),
        Number("held-out", "Fraction of the images to hold out for evaluation, if the data set has no val.", 0.01, 0.9,
            (TrainSettings settings) => settings.HeldOut, (settings, value) => settings with { HeldOut = value }),
        .. Settings.All.Where(setting => !NotHere.Contains(setting.Name)),
    ];

    private static Setting Known(string name) => Settings.All.First(setting => setting.Name == name);
}
