using System.CommandLine;
using System.CommandLine.Help;

namespace YoloV1.Cli.Commands;

/// <summary>The command <c>yolov1</c> with its verbs.</summary>
internal static class YoloV1Command
{
    /// <summary>A plain command rather than a root one, which would take the name of the program's file.</summary>
    public static Command Create() => new Verb(
        "yolov1",
        "YOLOv1 for .NET: train a detector on your own images, evaluate it, and detect objects with it.",
        "yolov1 train --data cards.yaml --run runs/cards",
        "yolov1 val --weights runs/cards/best.safetensors --data cards.yaml",
        "yolov1 predict photos --weights runs/cards/best.safetensors --save drawn",
        "yolov1 train --help")
    {
        new HelpOption { Action = new HelpWithExamples() },
        new VersionOption(),
        TrainCommand.Create(),
        PretrainCommand.Create(),
        ValCommand.Create(),
        EvalCommand.Create(),
        PredictCommand.Create(),
        ExplainCommand.Create(),
        ExportCommand.Create(),
        BenchmarkCommand.Create(),
        InfoCommand.Create(),
        DataCommand.Create(),
        ChecksCommand.Create(),
        CompletionCommand.Create(),
    };
}
