using YoloV1.Cli.Commands;
using YoloV1.Cli.Output;
using YoloV1.Runtime;

StandardStream.Install();
Allocator.KeepFreedMemory();
return CommandRunner.Run(YoloV1Command.Create(), args);
