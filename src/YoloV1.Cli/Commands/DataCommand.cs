using System.CommandLine;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 data</c>: what is in a data set and what is wrong with it.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Checks a data set.")
    {
        DataCheckCommand.Create(),
    };
}
