using System.CommandLine;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 data</c>: what is in a data set and what is wrong with it.</summary>
internal static class DataCommand
{
    public static Command Create() => new Verb("data", "Checks a data set.", "yolov1 data check --data cards.yaml")
    {
        DataCheckCommand.Create(),
    };
}
