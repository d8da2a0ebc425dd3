using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Cli.Reports;
using YoloV1.Evaluation;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 eval</c>: measures detections that are already in files, without a model.</summary>
internal static class EvalCommand
{
    private static readonly Option<string> Detections = new("--detections")
    {
        Description = "A COCO results file, a folder of comp4_det_SPLIT_CLASS.txt files, or the folder of predict --output.",
        Required = true,
    };

    private static readonly Option<string> Truth = new("--truth")
    {
        Description = "A COCO ground truth file, or a Pascal VOC folder.",
        Required = true,
    };

    private static readonly Option<string> Split = new("--split")
    {
        Description = "The split of a VOC folder. Default: test, or the only one.",
    };
    private static readonly Protocols Protocol = new();
    private static readonly ReportOptions Report = new();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Verb(
            "eval",
            "Evaluates detections from files against ground truth.",
            "yolov1 eval --detections results --truth VOCdevkit/VOC2007 --split test --protocol voc07",
            "yolov1 eval --detections results.json --truth instances_val2017.json --protocol coco --json")
        {
            Detections, Truth, Split, Json,
        };
        Protocol.AddTo(command);
        Report.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult call)
    {
        var metrics = Protocol.Of(call);
        var page = Report.Open(call);
        var warnings = new List<string>();
        var measured = DetectionFiles.Read(call.GetValue(Detections)!, call.GetValue(Truth)!, call.GetValue(Split), warnings);
        warnings.ForEach(Terminal.Note);
        ReportWriter.Write(metrics, measured, call.GetValue(Json), page, $"{call.GetValue(Detections)} on {call.GetValue(Truth)}");
        return ExitCode.Done;
    }
}
