using YoloV1.Darknet;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Looks into weights files of each format.</summary>
internal static class WeightsInspector
{
    /// <summary>The content of a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no weights file, or a damaged one.</exception>
    public static WeightsInspection Inspect(string path, YoloV1Config? config) => WeightsFormats.Of(path) switch
    {
        WeightsFormat.Darknet => InspectDarknet(path, config),
        WeightsFormat.PyTorch => InspectPyTorch(path, config),
        _ => InspectSafetensors(path, config),
    };

    private static WeightsInspection InspectDarknet(string path, YoloV1Config? config)
    {
        var file = DarknetFileInfo.Open(path);
        var fit = config is null ? DarknetFit.Of(file) : DarknetFit.With(file, config);
        var difference = fit.IsBackbone ? "the layers after them are missing" : DarknetFileInfo.Difference(fit.LeftoverBytes);
        return new(path, WeightsFormat.Darknet, file.Length, fit.Tensors, fit.Config, fit.IsWhole ? null : difference, fit.LeftoverBytes)
        {
            HeaderLength = fit.Header.Length,
            DarknetHeader = fit.Header,
            Fit = fit.Name,
        };
    }

    private static WeightsInspection InspectPyTorch(string path, YoloV1Config? config)
    {
        using var file = PyTorchFile.Open(path);
        return Compare(path, WeightsFormat.PyTorch, file.Tensors, config) with { HeaderLength = file.PickleLength };
    }

    private static WeightsInspection InspectSafetensors(string path, YoloV1Config? config)
    {
        using var file = SafetensorsFile.Open(path);
        using var model = ModelFile.Describes(file) ? ModelFile.Open(path) : null;
        return Compare(path, WeightsFormat.Safetensors, file.Tensors, config ?? model?.Config) with
        {
            HeaderLength = file.DataStart,
            Metadata = file.Metadata,
            Classes = model?.Classes,
        };
    }

    private static WeightsInspection Compare(
        string path, WeightsFormat format, IReadOnlyDictionary<string, TensorInfo> tensors, YoloV1Config? config)
    {
        var counted = WithBatchCounts.In(WithoutPrefix.In(tensors));
        var fit = config is null ? StateFit.Of(counted) : StateFit.With(config, counted);
        var leftover = LeftoverBytes(NetworkRow.Of(fit.Config), counted);
        return new(path, format, new FileInfo(path).Length, tensors, fit.Config, fit.Fault, leftover);
    }

    private static long LeftoverBytes(IEnumerable<NetworkRow> rows, IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        var needed = rows.SelectMany(row => row.State()).ToDictionary();
        var unplaced = Bytes(tensors, needed);
        return unplaced > 0 ? unplaced : -Bytes(needed, tensors);
    }

    /// <summary>Bytes of the tensors that have no counterpart of the same name and shape among the others.</summary>
    private static long Bytes(IReadOnlyDictionary<string, TensorInfo> tensors, IReadOnlyDictionary<string, TensorInfo> others) => tensors
        .Where(pair => !others.TryGetValue(pair.Key, out var other) || !StateCheck.Fits(other, pair.Value))
        .Sum(pair => TensorTypes.ByteLength(pair.Value) ?? 0);
}
