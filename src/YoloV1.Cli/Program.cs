using System.CommandLine;
using YoloV1.Cli;
using YoloV1.Cli.Commands;
using YoloV1.Runtime;

Allocator.KeepFreedMemory();
var root = new RootCommand("YOLOv1 for .NET: train a detector on your own pictures, measure it, detect with it.")
{
    TrainCommand.Create(),
    ValCommand.Create(),
    PredictCommand.Create(),
    InfoCommand.Create(),
    ChecksCommand.Create(),
};
return CommandRunner.Run(root, args);
