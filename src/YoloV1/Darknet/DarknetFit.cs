using YoloV1.Models;

namespace YoloV1.Darknet;

/// <summary>The preset, with any B and C, whose weights a file holds or comes nearest to.</summary>
/// <param name="Config">The network.</param>
/// <param name="Header">The file's header, as it is read with that network.</param>
/// <param name="Layers">The number of layers that the file fills: all, or those of a backbone.</param>
/// <param name="LeftoverBytes">Bytes after them; below zero for bytes that are missing.</param>
internal sealed record DarknetFit(YoloV1Config Config, DarknetHeader Header, int Layers, long LeftoverBytes)
{
    /// <summary>Whether the file fills a whole network.</summary>
    public bool IsWhole => LeftoverBytes == 0 && Layers == Config.Rows().Count();

    /// <summary>Whether the file fills the first rows of a network and ends there.</summary>
    public bool IsBackbone => LeftoverBytes == 0 && !IsWhole;

    /// <summary>The network in words: "tiny (S=7, B=2, C=20)".</summary>
    public string Name => IsBackbone
        ? $"the first {Layers} layers of {Config.Name}"
        : GridFit.Name(Config);

    /// <summary>The file's tensors in its order, by their names in the network. Empty when it does not end where a layer ends.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Tensors => new OrderedDictionary<string, TensorInfo>(
        DarknetLayout.Of(Config).Where(tensor => LeftoverBytes == 0 && tensor.Layer < Layers)
            .Select(tensor => KeyValuePair.Create(tensor.Name, tensor.Info)),
        StringComparer.Ordinal);

    /// <summary>A hint for the user.</summary>
    public string Advice => LeftoverBytes == 0
        ? $"It fits {Name} exactly."
        : $"It fits no known network; with the nearest, {Name}, {DarknetFileInfo.Difference(LeftoverBytes)}: "
            + "give the cfg it was trained with.";

    /// <summary>The best fit to a file.</summary>
    public static DarknetFit Of(DarknetFileInfo file) =>
        OfPresets(file, Whole).FirstOrDefault()
        ?? OfPresets(file, Beginning).MaxBy(fit => fit.Layers)
        ?? YoloV1Config.FullyConnectedPresets.Select(preset => Nearest(file, preset)).MinBy(fit => Math.Abs(fit.LeftoverBytes))!;

    /// <summary>How a file fits one network: whole, its first rows, or not.</summary>
    public static DarknetFit With(DarknetFileInfo file, YoloV1Config config) =>
        file.Headers.Select(header => Beginning(file, header, config.WithoutSharedHead)).OfType<DarknetFit>().FirstOrDefault()
        ?? Nearest(file, config.WithoutSharedHead);

    /// <summary>A network, or the same one with other B and C, whose weights a file holds exactly; null when it does not.</summary>
    public static YoloV1Config? Resized(DarknetFileInfo file, YoloV1Config config) =>
        file.HeaderFor(DarknetLayout.Of(config).Sum(tensor => tensor.Length)) is not null
            ? config
            : file.Headers.Select(header => Whole(file, header, config)).FirstOrDefault(fit => fit is not null)?.Config;

    private static IEnumerable<DarknetFit> OfPresets(
        DarknetFileInfo file, Func<DarknetFileInfo, DarknetHeader, YoloV1Config, DarknetFit?> fit) =>
        from header in file.Headers
        from preset in YoloV1Config.FullyConnectedPresets
        let found = fit(file, header, preset)
        where found is not null
        select found;

    private static DarknetFit? Whole(DarknetFileInfo file, DarknetHeader header, YoloV1Config preset)
    {
        var layout = DarknetLayout.Of(preset);
        var needed = layout.Sum(tensor => tensor.Length);
        var (inputs, outputs) = (layout[^1].Info.Shape[1], layout[^1].Info.Shape[0]);
        var bytes = file.LeftoverBytes(header, needed - outputs * (inputs + 1));   // what is there for the last layer
        var column = (inputs + 1) * sizeof(float);
        if (bytes <= 0 || bytes % column != 0 || bytes / column > int.MaxValue)
            return null;
        return GridFit.Of((int)(bytes / column), preset) is { } config ? new DarknetFit(config, header, config.Rows().Count(), 0) : null;
    }

    private static DarknetFit? Beginning(DarknetFileInfo file, DarknetHeader header, YoloV1Config preset)
    {
        var needed = 0L;
        foreach (var layer in DarknetLayout.Of(preset).GroupBy(tensor => tensor.Layer))
        {
            needed += layer.Sum(tensor => tensor.Length);
            if (file.LeftoverBytes(header, needed) == 0)
                return new DarknetFit(preset, header, layer.Key + 1, 0);
        }
        return null;
    }

    private static DarknetFit Nearest(DarknetFileInfo file, YoloV1Config preset)
    {
        var needed = DarknetLayout.Of(preset).Sum(tensor => tensor.Length);
        return new DarknetFit(preset, file.Header, preset.Rows().Count(), file.LeftoverBytes(file.Header, needed));
    }
}
