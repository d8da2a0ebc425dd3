using YoloV1.Models;
using YoloV1.Runtime;

namespace YoloV1.Cli.Output;

/// <summary>What <c>yolov1 info</c> says of a network.</summary>
internal static class NetworkInfo
{
    public static int Write(YoloV1Config config, bool json)
    {
        var summary = ModelSummary.Of(config);
        if (json)
            JsonOutput.Write(new
            {
                Model = config.Name,
                summary.Parameters,
                Gflops = Math.Round(summary.Gflops, 3),
                Input = InputOf(config),
                Output = OutputOf(config),
                Layers = LayersOf(summary),
            });
        else
            WriteTable(config, summary);
        return ExitCode.Done;
    }

    public static int[] InputOf(YoloV1Config config) => [1, 3, config.InputSize.Height, config.InputSize.Width];

    public static int[] OutputOf(YoloV1Config config) => [1, config.GridSize, config.GridSize, config.Grid.D];

    public static IEnumerable<object> LayersOf(ModelSummary summary) =>
        summary.Layers.Select(layer => new { layer.Name, Output = layer.Output.ToString(), layer.Parameters, layer.Flops });

    /// <summary>A network in one line.</summary>
    public static string InOneLine(YoloV1Config config, ModelSummary summary) => FormattableString.Invariant(
        $"{config.Name}: {ShapesOf(config)}, {summary.Parameters:N0} parameters, {summary.Gflops:0.00} GFLOPs");

    private static string ShapesOf(YoloV1Config config) =>
        $"[{string.Join(", ", InputOf(config))}] -> [{string.Join(", ", OutputOf(config))}]";

    private static void WriteTable(YoloV1Config config, ModelSummary summary)
    {
        ResultTable.Write(["layer", "output", "parameters", "MFLOPs"], [.. summary.Layers.Select(Row)]);
        Terminal.Line(InOneLine(config, summary));
        Terminal.Line($"--precision auto on this processor is {Precisions.AutoOnProcessor}");
    }

    private static string[] Row(LayerSummary layer, int index) =>
    [
        FormattableString.Invariant($"{index,2}  {layer.Name}"), layer.Output.ToString(),
        FormattableString.Invariant($"{layer.Parameters:N0}"), FormattableString.Invariant($"{layer.Flops / 1e6:N0}"),
    ];
}
