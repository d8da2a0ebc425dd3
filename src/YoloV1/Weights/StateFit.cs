using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>The network whose tensors a state dictionary has, or comes nearest to.</summary>
/// <param name="Config">The network's config, with the grid, the input and the head's width that the shapes imply.</param>
/// <param name="Differences">How many tensors are missing, unexpected or of another shape.</param>
/// <param name="Fault">The differences in words; null when the tensors are exactly that network's.</param>
internal sealed record StateFit(YoloV1Config Config, int Differences, string? Fault)
{
    private const long LongestSide = 1 << 13;

    public bool IsWhole => Fault is null;

    /// <summary>The best fit of all presets, with and without batch normalization.</summary>
    public static StateFit Of(IReadOnlyDictionary<string, TensorInfo> tensors) =>
        YoloV1Config.FullyConnectedPresets.SelectMany(preset => new[] { preset, preset.WithBatchNorm(true), preset.WithBatchNorm(false) })
            .Select(config => With(config, tensors)).MinBy(fit => fit.Differences)!;

    /// <summary>The fit of one network, whose grid, input and head may differ from the config's.</summary>
    public static StateFit With(YoloV1Config config, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        var given = Compare(config, tensors);
        if (!given.IsWhole && config.SharedHead)
            return With(config.WithoutSharedHead, tensors);
        if (given.IsWhole || Sized(config, tensors) is not { } sized)
            return given;
        var fit = Compare(sized, tensors);
        return fit.Differences < given.Differences ? fit : given;
    }

    private static StateFit Compare(YoloV1Config config, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        var needed = NetworkRow.Of(config).SelectMany(row => row.State()).ToDictionary();
        var same = needed.Count(pair => tensors.TryGetValue(pair.Key, out var stored) && StateCheck.Fits(pair.Value, stored));
        return new(config, Math.Max(needed.Count, tensors.Count) - same, StateCheck.Fault(needed, tensors));
    }

    // The first fully connected layer sees the whole feature map, and the last one gives the whole grid.
    private static YoloV1Config? Sized(YoloV1Config config, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        var connected = NetworkRow.Of(config).Where(row => row.Spec is LayerSpec.FullyConnected).ToList();
        if (Matrix(connected[0]) is not [_, var inputs] || Matrix(connected[^1]) is not [var outputs, _])
            return null;
        var side = (long)Math.Sqrt(inputs / connected[0].Input.Channels);
        if (side is < 1 or > LongestSide || side * side * connected[0].Input.Channels != inputs || outputs is < 1 or > int.MaxValue)
            return null;
        var width = connected[..^1].Select(Matrix).Max(shape => shape?[0]);
        try
        {
            var sized = config with { GridSize = (int)side, InputSize = ImageSize.Square((int)side * config.Stride) };
            sized = GridFit.Of((int)outputs, width is > 0 and <= int.MaxValue ? sized with { HeadWidth = (int)width } : sized);
            sized?.Validate();
            return sized;
        }
        catch (ArgumentException)   // of a grid or an input that cannot be
        {
            return null;
        }

        IReadOnlyList<long>? Matrix(NetworkRow row) =>
            tensors.TryGetValue($"{row.WeightName}.weight", out var info) && info.Shape.Count == 2 ? info.Shape : null;
    }
}
