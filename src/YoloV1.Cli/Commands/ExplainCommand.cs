using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Drawing;
using YoloV1.Imaging;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 explain</c>: draws how the detections of an image come about.</summary>
internal static class ExplainCommand
{
    private static readonly DetectionThresholds Defaults = new();
    private static readonly Argument<string> Source = new("image") { Description = "The image." };
    private static readonly Option<string> Weights = CommonOptions.Weights();
    private static readonly Option<string> Model = CommonOptions.Preset();
    private static readonly Option<string> Cfg = CommonOptions.Cfg();
    private static readonly Option<string> Names = CommonOptions.Names();
    private static readonly Option<float> Score = CommonOptions.Score(Defaults.Score);
    private static readonly Option<float> Iou = CommonOptions.Iou(Defaults.Iou);
    private static readonly Option<bool> AnyClass = CommonOptions.AnyClass();
    private static readonly Option<string> Output = new("--output")
    {
        Description = "The PNG to write; without it the image's name and '-explained', in the current folder.",
    };
    private static readonly Option<bool> Overwrite = new("--overwrite")
    {
        Description = "Replaces a file that is there already, which is refused otherwise.",
    };
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Verb(
            "explain",
            "Draws how the detections of an image come about: the grid, each cell's class, all boxes, and what is left of them.",
            "yolov1 explain photo.jpg --weights best.safetensors",
            "yolov1 explain photo.jpg --weights best.safetensors --output explained.png",
            "yolov1 explain photo.jpg --weights best.safetensors --json > cells.json")
        {
            Source, Weights, Model, Cfg, Names, Score, Iou, AnyClass, Output, Overwrite, Device, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult call)
    {
        var source = call.GetValue(Source)!;
        var image = ImageFile.Read(source);
        var output = call.GetValue(Output) ?? $"{Path.GetFileNameWithoutExtension(source)}-explained.png";
        var draws = !call.GetValue(Json) || call.GetValue(Output) is not null;
        if (draws)
            PrepareFor(output, call.GetValue(Overwrite));
        var options = new DetectorOptions
        {
            Thresholds = new() { Score = call.GetValue(Score), Iou = call.GetValue(Iou), ClassAgnostic = call.GetValue(AnyClass) },
            Device = call.GetValue(Device)!,
        };
        using var detector = NetworkSource.OpenDetector(
            call.GetValue(Weights)!, call.GetValue(Model), call.GetValue(Cfg), call.GetValue(Names), options);
        var prediction = detector.Explain(image);

        if (draws)
            ImageFile.WritePng(GridPainter.Draw(image, prediction, detector.Classes), output);
        var explanation = ImageExplanation.Of(source, image.Size, prediction, detector.Classes);
        if (call.GetValue(Json))
            JsonOutput.Write(explanation);
        else
            foreach (var line in explanation.Lines.Append(output))
                Terminal.Line(line);
        return ExitCode.Done;
    }

    private static void PrepareFor(string output, bool overwrite)
    {
        if (!overwrite && Path.Exists(output))
            throw new IOException($"{output}: this file is there already; give --output another name, or add --overwrite to replace it.");
        OutputFolder.CreateFor(output, "--output");
    }
}
