using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Darknet;
using YoloV1.Models;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 info</c>: layers, parameters and operations of a network, and the content of a weights file.</summary>
internal static class InfoCommand
{
    private static readonly Option<string> Model = CommonOptions.Preset("The network. Default: the network of --weights or --cfg.");
    private static readonly Option<string> Weights = CommonOptions.Weights("only the network is shown");
    private static readonly Option<string> Cfg = CommonOptions.Cfg();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Verb(
            "info",
            "Shows the layers, parameters and operations of a network, or the content of a weights file.",
            "yolov1 info --model notebook",
            "yolov1 info --weights best.safetensors --json",
            "yolov1 info --weights yolov1.weights --cfg yolov1.cfg")
        {
            Model, Weights, Cfg, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult call)
    {
        var (model, weights, cfg) = (call.GetValue(Model), call.GetValue(Weights), call.GetValue(Cfg));
        return (model, weights, cfg) switch
        {
            ({ } name, null, null) => NetworkInfo.Write(YoloV1Config.FromName(name), call.GetValue(Json)),
            (null, { } file, _) => WeightsInfo.Write(file, cfg, call.GetValue(Json)),
            (null, null, { } file) => NetworkInfo.Write(DarknetCfg.Read(file), call.GetValue(Json)),
            _ => throw new ArgumentException(
                "Give either --model NAME, --weights FILE or --cfg FILE; a cfg may be combined with weights, to compare them."),
        };
    }
}
