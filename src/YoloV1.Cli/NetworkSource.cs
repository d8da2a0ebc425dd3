using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Cli;

/// <summary>Networks as a call names them: a model file, or Darknet's weights with the cfg of their network.</summary>
internal static class NetworkSource
{
    /// <summary>Whether a file is Darknet's, which alone has no description of its network.</summary>
    public static bool IsDarknet(string weights) => Path.GetExtension(weights).Equals(".weights", StringComparison.OrdinalIgnoreCase);

    /// <summary>A detector from --weights, --cfg and --names.</summary>
    public static Detector OpenDetector(string weights, string? cfg, string? names, DetectorOptions options)
    {
        if (IsDarknet(weights))
            return Detector.Load(weights, ConfigOf(weights, cfg), names is null ? null : ClassNames.FromFile(names), options);
        ThrowIfGiven("--cfg", cfg, weights);
        ThrowIfGiven("--names", names, weights);
        return Detector.Load(weights, options);
    }

    /// <summary>The network of Darknet's weights: the cfg's, or without one the preset that the file's length fits exactly, said on standard error.</summary>
    /// <exception cref="InvalidDataException">No cfg is given and no preset fits; the message says what is nearest.</exception>
    public static YoloV1Config ConfigOf(string weights, string? cfg)
    {
        if (cfg is not null)
            return YoloV1Config.FromDarknetCfg(cfg);
        var inspection = DarknetWeights.Inspect(weights);
        if (!inspection.IsWhole)
            throw new InvalidDataException($"{weights}: Darknet weights do not describe their network, and no preset fits them: give --cfg FILE. Nearest is {inspection.Fit}.");
        Console.Error.WriteLine($"{weights}: no --cfg is given; its length is that of {inspection.Fit}");
        return inspection.Config;
    }

    private static void ThrowIfGiven(string option, string? value, string weights)
    {
        if (value is not null)
            throw new ArgumentException($"{option} goes with Darknet's .weights; {weights} has a description of its network inside.");
    }
}
