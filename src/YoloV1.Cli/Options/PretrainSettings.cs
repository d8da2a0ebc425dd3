using YoloV1.Training;
using static YoloV1.Cli.Options.Setting;

namespace YoloV1.Cli.Options;

/// <summary>The settings of <c>yolov1 pretrain</c>: those of a training that mean something without boxes, and some of its own.</summary>
internal static class PretrainSettings
{
    // What a detector alone has.
    private static readonly string[] NotHere =
    [
        "recipe", "data", "model", "weights", "image-size", "grid", "boxes", "loss", "lambda-coordinates", "lambda-object",
        "lambda-no-object", "lambda-class",
        "val-fraction", "freeze", "suppression", "minutes", "least-steps", "seen", "pretrain", "stride", "shared-head",
    ];

    public static TrainSettings Standard { get; } = new() { Options = TrainingOptions.Pretraining, Model = "tiny", ImageSize = 224 };

    /// <summary>Headings of the help, each with the option that it stands before.</summary>
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
            "A folder with a folder of images for each class, in train and val or not; or a detection data set, whose objects are "
            + "cut out; without it that of --resume or --options.",
            settings => settings.Data, (settings, path) => settings with { Data = Path.GetFullPath(path) }),
        Known("model") with { Description = "The network whose convolutions learn." },
        Number<int>("image-size", "Pixels along a side of the images as the network gets them.", 16, 8192,
            (TrainSettings settings) => settings.ImageSize, (settings, value) => settings with { ImageSize = value }),
        Number<int>("convolutions", "How many of the first convolutions learn, the paper's 20 for example; all without it.", 1, 1000,
            (TrainSettings settings) => settings.Convolutions, (settings, value) => settings with { Convolutions = value }),
        Number("held-out", "The part of the images to measure on, where the data set has no val.", 0.01, 0.9,
            (TrainSettings settings) => settings.HeldOut, (settings, value) => settings with { HeldOut = value }),
        .. Settings.All.Where(setting => !NotHere.Contains(setting.Name)),
    ];

    private static Setting Known(string name) => Settings.All.First(setting => setting.Name == name);
}
