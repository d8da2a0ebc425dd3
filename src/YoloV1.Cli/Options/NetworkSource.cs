using YoloV1.Cli.Output;
using YoloV1.Darknet;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Weights;

namespace YoloV1.Cli.Options;

/// <summary>
/// Networks as a call names them: weights of any format and, where these do not describe their network, its preset or cfg.
/// </summary>
internal static class NetworkSource
{
    /// <summary>A detector from --weights, --model, --cfg and --names.</summary>
    /// <param name="weights">The file.</param>
    /// <param name="model">Its preset; null for none.</param>
    /// <param name="cfg">Its cfg; null for none.</param>
    /// <param name="names">The file of its class names; null for none.</param>
    /// <param name="options">How to load it.</param>
    /// <param name="thresholds">The thresholds to use, given those of the file.</param>
    /// <exception cref="InvalidDataException">The file is invalid, or has NaN or infinite weights.</exception>
    public static Detector OpenDetector(
        string weights, string? model, string? cfg, string? names, DetectorOptions options,
        Func<DetectionThresholds?, DetectionThresholds> thresholds)
    {
        using var file = Open(weights, model, cfg, names);
        if (NonFinite.Describe(file.Tensors) is { } fault)
            throw new InvalidDataException($"{weights}: {fault}");
        return Detector.Load(file, options with { Thresholds = thresholds(file.Thresholds) });
    }

    /// <summary>The weights with their network; what had to be assumed of it is said on standard error.</summary>
    public static WeightsFile Open(string weights, string? model, string? cfg, string? names)
    {
        if (model is not null && cfg is not null)
            throw new ArgumentException("Give either --model NAME or --cfg FILE.");
        // The library takes longer to load than the file's description to read. While it loads, no function of another one can be found,
        // so those that read a file are found before.
        WeightsFile.FormatOf(weights);
        var torch = Task.Run(TorchRuntime.EnsureLoaded);
        try
        {
            var config = cfg is not null ? DarknetCfg.Read(cfg) : model is not null ? YoloV1Config.FromName(model) : null;
            var file = WeightsFile.Open(weights, config, names is null ? null : ClassNames.FromFile(names));
            if (file.Assumption is { } assumption)
                Terminal.Note($"{weights}: {assumption}");
            return file;
        }
        finally
        {
            torch.GetAwaiter().GetResult();
        }
    }
}
