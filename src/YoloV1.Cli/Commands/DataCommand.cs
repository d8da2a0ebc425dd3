using System.CommandLine;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 data</c>: checks, splits and converts a data set.</summary>
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
