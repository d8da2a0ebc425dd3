using YoloV1.Darknet;
using YoloV1.Files;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Weights;

namespace YoloV1.Cli.Output;

/// <summary>What <c>yolov1 info</c> says about a weights file.</summary>
internal static class WeightsInfo
{
    private const int LongestName = 120;

    public static int Write(string path, string? cfg, bool json)
    {
        var file = WeightsFile.Inspect(path, cfg is null ? null : DarknetCfg.Read(cfg));
        var fault = file.IsWhole ? FaultyValues(path, file.Config) : null;
        if (json)
            JsonOutput.Write(Document(file, fault));
        else
            WriteText(file);
        if (fault is not null)
            Terminal.Note($"warning: {path}: {fault}");
        return ExitCode.Done;
    }

    private static string? FaultyValues(string path, YoloV1Config config)
    {
        TorchRuntime.EnsureLoaded();
        using var file = WeightsFile.Open(path, ModelFile.IsIn(path) ? null : config, classes: null);
        return NonFinite.Describe(file.Tensors);
    }

    private static object Document(WeightsInspection file, string? faultyValues)
    {
        var summary = ModelSummary.Of(file.Config);
        return new
        {
            Format = NameOf(file.Format),
            Bytes = file.Length,
            Header = new
            {
                Bytes = file.HeaderLength,
                file.DarknetHeader?.Version,
                file.DarknetHeader?.Major,
                file.DarknetHeader?.Minor,
                file.DarknetHeader?.Revision,
                file.DarknetHeader?.Transposed,
                file.Metadata,
            },
            file.DarknetHeader?.Seen,
            Elements = file.ElementCount,
            Model = file.Config.Name,
            BestFit = file.Fit,
            Fits = file.LeftoverBytes == 0,
            Whole = file.IsWhole,
            file.Fault,
            FaultyValues = faultyValues,
            file.LeftoverBytes,
            file.Config.GridSize,
            file.Config.BoxesPerCell,
            file.Config.ClassCount,
            file.Classes,
            summary.Parameters,
            Gflops = Math.Round(summary.Gflops, 3),
            Input = NetworkInfo.InputOf(file.Config),
            Output = NetworkInfo.OutputOf(file.Config),
            Layers = NetworkInfo.LayersOf(summary),
            Tensors = file.Tensors.Select(tensor => new { Name = tensor.Key, Type = tensor.Value.Type.ToString(), tensor.Value.Shape }),
        };
    }

    private static void WriteText(WeightsInspection file)
    {
        Line("format", file.Format switch
        {
            WeightsFormat.Darknet => "Darknet weights",
            WeightsFormat.PyTorch => "PyTorch state_dict",
            _ => "safetensors",
        });
        Line("header", HeaderOf(file));
        if (file.DarknetHeader is { } darknet)
            Line("seen", FormattableString.Invariant($"{darknet.Seen:N0} images"));
        Line("elements", FormattableString.Invariant($"{file.ElementCount:N0} in {file.Tensors.Count} tensors, {file.Length:N0} bytes"));
        if (file.Classes is { } classes)
            Line("classes", string.Join(", ", classes.Select(name => Printable.Of(name))));
        Line("best fit", $"{file.Fit} at {file.Config.InputSize}{(file.Fault is { } fault ? $", but {fault}" : "")}");
        Line("left over", FormattableString.Invariant($"{file.LeftoverBytes:N0} bytes{(file.LeftoverBytes < 0 ? " (missing)" : "")}"));
        foreach (var (name, tensor) in file.Tensors)
            Terminal.Line($"  {Printable.Of(name, LongestName),-32}  {tensor.Type,-8}  [{string.Join(", ", tensor.Shape)}]");
        Terminal.Line(NetworkInfo.InOneLine(file.Config, ModelSummary.Of(file.Config)));
    }

    private static void Line(string what, string value) => Terminal.Line($"{what,-9}  {value}");

    private static string HeaderOf(WeightsInspection file)
    {
        var bytes = FormattableString.Invariant($"{file.HeaderLength:N0} bytes");
        return file switch
        {
            { DarknetHeader: { Transposed: true } head } => $"version {head.Version}, {bytes}, fully connected layers transposed",
            { DarknetHeader: { } head } => $"version {head.Version}, {bytes}",
            { Format: WeightsFormat.PyTorch } => $"pickle of {bytes}",
            { Metadata.Count: 0 } => bytes,
            _ => $"{bytes}, with {string.Join(", ", file.Metadata.Keys)}",
        };
    }

    private static string NameOf(WeightsFormat format) => format switch
    {
        WeightsFormat.Darknet => "darknet",
        WeightsFormat.PyTorch => "pth",
        _ => "safetensors",
    };
}
