using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using YoloV1.Imaging;
using YoloV1.Models;

namespace YoloV1.Cli.Options;

/// <summary>Options that several verbs take.</summary>
internal static class CommonOptions
{
    /// <summary>The help text of the limit on images.</summary>
    public const string LargestImage = "Largest image to decode, in millions of pixels; each takes about 7 MB of memory.";

    /// <summary>As many pixels as an array has room for.</summary>
    public const int MostMegapixels = 500;

    /// <summary>The words for precisions.</summary>
    public static IReadOnlyDictionary<string, Precision> PrecisionNames { get; } = new Dictionary<string, Precision>
    {
        ["auto"] = YoloV1.Precision.Auto,
        ["fp32"] = YoloV1.Precision.Float32,
        ["bf16"] = YoloV1.Precision.BFloat16,
        ["int8"] = YoloV1.Precision.Int8,
    };

    /// <summary>The words for what becomes of boxes that overlap.</summary>
    public static IReadOnlyDictionary<string, Suppression> SuppressionNames { get; } =
        Enum.GetValues<Suppression>().ToDictionary(kind => kind.ToString().ToLowerInvariant());

    /// <summary>The words for networks.</summary>
    public static string[] PresetNames { get; } = [.. YoloV1Config.Presets.Select(preset => preset.Name)];

    /// <summary>The names of devices; a number may follow after a colon.</summary>
    public static string[] DeviceNames { get; } = ["auto", "cpu", "cuda", "mps"];

    /// <summary>The words for precisions that a network can be trained in.</summary>
    public static IEnumerable<string> TrainingPrecisions =>
        PrecisionNames.Keys.Where(name => PrecisionNames[name] != YoloV1.Precision.Int8);

    /// <param name="otherwise">What happens without weights; null where they are required.</param>
    public static Option<string> Weights(string? otherwise = null) => new("--weights")
    {
        Description = "A model file written by training, .safetensors, PyTorch .pth, or Darknet .weights"
            + (otherwise is null ? "." : $". Default: {otherwise}."),
        Required = otherwise is null,
    };

    public static Option<string> Preset(
        string description = "The network, for weights that do not describe it. Default: the one that fits the weights.") =>
        new("--model")
        {
            CompletionSources = { PresetNames },
            HelpName = string.Join('|', PresetNames),
            Description = description,
        };

    public static Option<string> Cfg() => new("--cfg")
    {
        Description = "The Darknet cfg of the network, for weights that do not describe it.",
    };

    public static Option<string> Names() => new("--names")
    {
        Description =
            "A file with the class names, one per line, for weights that have none. "
            + "Default: the names of Pascal VOC for 20 classes, of COCO for 80.",
    };

    public static Option<string> Data() => new("--data")
    {
        Description =
            "A folder exported by a labelling tool (Pascal VOC, COCO or text labels), a COCO .json, a YOLO .yaml or a Darknet .data file.",
        Required = true,
    };

    public static Option<string?> Split(string otherwise) => new("--split")
    {
        Description = $"The split. Default: {otherwise}, or the split of a COCO file.",
    };

    public static Option<string> Device() => new("--device")
    {
        CompletionSources = { DeviceNames },
        HelpName = "auto|cpu|cuda|cuda:N|mps",
        Description = "Device to run on. auto takes CUDA if available, then MPS, then the CPU.",
        DefaultValueFactory = _ => "auto",
    };

    /// <summary>Of every verb that runs a network.</summary>
    public static Option<int?> Threads { get; } = OptionalNumber(
        "--threads",
        "Threads that an operation of a network uses; without it the cores that this process may use, by affinity and a container's quota.",
        1,
        1024);

    public static Option<string> Precision() => OneOf(
        "--precision",
        "Precision of the network. auto is bf16 if the processor or GPU supports it; int8 needs a model file from 'export --calibrate', "
        + "and the CPU.",
        PrecisionNames.Keys,
        "fp32");

    /// <summary>The words for what becomes of boxes that overlap; the file's without it.</summary>
    public static Option<string> Suppression() => OneOf(
        "--suppression",
        "Treatment of boxes that overlap a better one: nms drops them, soft lowers their scores, fused averages them. "
        + "Default: as stored in the model file; nms for other weights.",
        SuppressionNames.Keys);

    /// <summary>An option that takes one of some words, in small or large letters.</summary>
    /// <param name="name">Its name with dashes.</param>
    /// <param name="description">The help text.</param>
    /// <param name="words">The words, as help shows them.</param>
    /// <param name="usual">The one without the option; null for none.</param>
    public static Option<string> OneOf(string name, string description, IEnumerable<string> words, string? usual = null)
    {
        string[] known = [.. words];
        var option = new Option<string>(name)
        {
            CompletionSources = { known },
            HelpName = string.Join('|', known),
            Description = description,
            CustomParser = result =>
                known.FirstOrDefault(word => word.Equals(result.Tokens[^1].Value, StringComparison.OrdinalIgnoreCase)) ?? Refuse(result),
        };
        if (usual is not null)
            option.DefaultValueFactory = _ => usual;
        return option;

        string? Refuse(ArgumentResult result)
        {
            result.AddError($"{name} is '{result.Tokens[^1].Value}'; give {string.Join(", ", known[..^1])} or {known[^1]}.");
            return null;
        }
    }

    /// <summary>The largest image that is decoded; <see cref="LimitsOf"/> reads it.</summary>
    public static Option<int> MaxMegapixels() =>
        Number("--max-megapixels", LargestImage, ImageLimits.Default.MaxMegapixels, 1, MostMegapixels);

    /// <summary>Which images the call lets be decoded.</summary>
    public static ImageLimits LimitsOf(ParseResult call, Option<int> maxMegapixels) =>
        new() { MaxMegapixels = call.GetValue(maxMegapixels) };

    /// <summary>Allows existing files to be replaced.</summary>
    public static Option<bool> Overwrite(string option) => new("--overwrite")
    {
        Description = $"Replace existing files in the folder of {option}.",
    };

    public static Option<bool> SkipBroken() => new("--skip-broken")
    {
        Description = "Report missing and unreadable images and continue without them, instead of stopping at the start.",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document to standard output." };

    /// <summary>An option whose number lies between two bounds.</summary>
    public static Option<T> Number<T>(string name, string description, T value, T low, T high)
        where T : struct, INumber<T> => new(name)
        {
            Description = $"{description} ({low:0.##########} to {high:0.##########})",
            DefaultValueFactory = _ => value,
            CustomParser = result => Parse(result, name, low, high),
        };

    /// <summary>An option whose number lies between two bounds, null when the call does not give it.</summary>
    public static Option<T?> OptionalNumber<T>(string name, string description, T low, T high)
        where T : struct, INumber<T> => new(name)
        {
            Description = $"{description} ({low:0.##########} to {high:0.##########})",
            CustomParser = result => Parse(result, name, low, high),
        };

    private static T Parse<T>(ArgumentResult result, string name, T low, T high)
        where T : struct, INumber<T>
    {
        var word = result.Tokens[^1].Value;
        if (T.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high)
            return number;
        var kind = low is int ? "a whole number" : "a number";
        result.AddError(FormattableString.Invariant($"{name} is '{word}'; give {kind} from {low:0.##########} to {high:0.##########}."));
        return low;
    }
}
