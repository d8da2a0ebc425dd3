using System.CommandLine;
using YoloV1.Models;
using YoloV1.Weights;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 info</c>: layers, parameters and operations of a network.</summary>
internal static class InfoCommand
{
    private static readonly Option<string> Model = new("--model")
    {
        Description = $"A network: {string.Join(", ", YoloV1Config.Presets.Select(preset => preset.Name))}.",
    };

    private static readonly Option<string> Weights = CommonOptions.Weights(required: false);
    private static readonly Option<string> Cfg = CommonOptions.Cfg();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Command("info", "Shows the layers, parameters and operations of a network or of a model file.") { Model, Weights, Cfg, Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult call)
    {
        if (call.GetValue(Weights) is { } file && NetworkSource.IsDarknet(file) && call.GetValue(Model) is null)
            return DarknetInfo.Write(file, call.GetValue(Cfg), call.GetValue(Json));
        var (config, classes) = Read(call.GetValue(Model), call.GetValue(Weights), call.GetValue(Cfg));
        var summary = ModelSummary.Of(config);
        if (call.GetValue(Json))
            JsonOutput.Write(new
            {
                Model = config.Name,
                summary.Parameters,
                Gflops = Math.Round(summary.Gflops, 3),
                Input = InputOf(config),
                Output = OutputOf(config),
                Classes = classes,
                Layers = summary.Layers.Select(layer => new { layer.Name, Output = layer.Output.ToString(), layer.Parameters, layer.Flops }),
            });
        else
            WriteTable(config, summary);
        return ExitCode.Done;
    }

    private static (YoloV1Config Config, ClassNames? Classes) Read(string? model, string? weights, string? cfg)
    {
        if (new[] { model, weights, cfg }.Count(value => value is not null) != 1)
            throw new ArgumentException("Give either --model NAME, --weights FILE or --cfg FILE; a cfg goes with Darknet's .weights too.");
        if (model is not null)
            return (YoloV1Config.FromName(model), null);
        if (cfg is not null)
            return (YoloV1Config.FromDarknetCfg(cfg), null);
        using var file = ModelFile.Open(weights!);
        return (file.Config, file.Classes);
    }

    private static void WriteTable(YoloV1Config config, ModelSummary summary)
    {
        Console.Out.WriteLine($"{"",3}  {"layer",-14}  {"output",-14}  {"parameters",13}  {"MFLOPs",8}");
        foreach (var (layer, i) in summary.Layers.Select((layer, i) => (layer, i)))
            Console.Out.WriteLine(FormattableString.Invariant($"{i,3}  {layer.Name,-14}  {layer.Output,-14}  {layer.Parameters,13:N0}  {layer.Flops / 1e6,8:N0}"));
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{config.Name}: [{string.Join(", ", InputOf(config))}] -> [{string.Join(", ", OutputOf(config))}], {summary.Parameters:N0} parameters, {summary.Gflops:0.00} GFLOPs"));
    }

    private static int[] InputOf(YoloV1Config config) => [1, 3, config.InputSize.Height, config.InputSize.Width];

    private static int[] OutputOf(YoloV1Config config) => [1, config.GridSize, config.GridSize, config.Grid.D];
}
