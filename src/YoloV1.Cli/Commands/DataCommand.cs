using System.CommandLine;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 data</c>: what is in a data set, what is wrong with it, its parts, and the same in another format.</summary>
internal static class DataCommand
{
    public static Command Create() => new Verb(
        "data",
        "Checks, splits or converts a data set.",
        "yolov1 data check --data cards.yaml",
        "yolov1 data split --data cards --output cards-split",
        "yolov1 data convert --data VOCdevkit/VOC2007 --to yolo --output voc-yolo")
    {
        DataCheckCommand.Create(),
        DataSplitCommand.Create(),
        DataConvertCommand.Create(),
    };
}
