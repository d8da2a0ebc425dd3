using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Data;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 data convert</c>: writes a data set in another format, and counts both.</summary>
internal static class DataConvertCommand
{
    private static readonly Option<string> Data = CommonOptions.Data();
    private static readonly Option<bool> Json = CommonOptions.Json();
    private static readonly Option<string> Output = new("--output")
    {
        Description = "The folder to write; it must not exist, or be empty.",
        Required = true,
    };
    private static readonly Option<bool> Link = new("--link") { Description = "Create symbolic links to the images instead of copies." };

    private static readonly Option<string> To = CommonOptions.OneOf(
        "--to",
        "The format: voc (Annotations/*.xml), yolo (a .yaml file and text labels) or coco (instances .json).",
        Enum.GetNames<DataFormat>().Select(name => name.ToLowerInvariant()));

    private static readonly Option<string[]> Splits = new("--split")
    {
        Description = "Splits to convert. Default: all.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        var command = new Verb(
            "convert",
            "Converts a data set to another format, and compares the two.",
            "yolov1 data convert --data VOCdevkit/VOC2007 --to yolo --output voc-yolo",
            "yolov1 data convert --data cards.yaml --to coco --output cards-coco --link")
        {
            Data, To, Output, Splits, Link, Json,
        };
        To.Required = true;
        command.SetAction((call, cancellation) => Task.FromResult(Convert(call, cancellation)));
        return command;
    }

    private static int Convert(ParseResult call, CancellationToken cancellation)
    {
        OutputFolder.CreateFor(Path.TrimEndingDirectorySeparator(call.GetValue(Output)!), "--output");
        ConversionReport report = null!;
        Progress.ShowImages("convert", images => report = DatasetConversion.Run(
            call.GetValue(Data)!,
            Enum.Parse<DataFormat>(call.GetValue(To)!, ignoreCase: true),
            call.GetValue(Output)!,
            call.GetValue(Splits) is { Length: > 0 } splits ? splits : null,
            linkImages: call.GetValue(Link),
            images,
            cancellation));
        foreach (var split in report.Skipped)
            Terminal.Note($"warning: the split '{split}' is missing and left out.");
        if (call.GetValue(Json))
            JsonOutput.Write(ConversionReportOutput.ToJson(report));
        else
            ConversionReportOutput.WriteText(report);
        return ExitCode.Done;
    }
}
