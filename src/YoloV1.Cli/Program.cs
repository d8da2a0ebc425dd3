using YoloV1.Cli.Commands;
using YoloV1.Runtime;

Allocator.KeepFreedMemory();
return CommandRunner.Run(YoloV1Command.Create(), args);
