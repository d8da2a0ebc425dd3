using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Drawing;
using YoloV1.Imaging;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 explain</c>: draws how the detections of an image come about.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Source = new("image") { Description = "The image." };
    private static readonly Option<string> Weights = CommonOptions.Weights();
    private static readonly Option<string> Model = CommonOptions.Preset();
    private static readonly Option<string> Cfg = CommonOptions.Cfg();
    private static readonly Option<string> Names = CommonOptions.Names();
    private static readonly ThresholdOptions Thresholds = new();
    private static readonly Option<string> Output = new("--output")
    {
        Description = "The PNG to write. Default: the name of the image with '-explained', in the current folder.",
    };
    private static readonly Option<bool> Overwrite = new("--overwrite")
    {
        Description = "Replace an existing file.",
    };
    private static readonly Option<int> MaxMegapixels = CommonOptions.MaxMegapixels();
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Verb(
            "explain",
            "Draws how an image is detected: the grid, the class of each cell, all boxes, and the remaining detections.",
            "yolov1 explain photo.jpg --weights best.safetensors",
            "yolov1 explain photo.jpg --weights best.safetensors --output explained.png",
            "yolov1 explain photo.jpg --weights best.safetensors --json > cells.json")
        {
            Source, Weights, Model, Cfg, Names, Output, Overwrite, MaxMegapixels, Device, CommonOptions.Threads, Json,
        };
        Thresholds.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult call)
    {
        var source = call.GetValue(Source)!;
        var image = ImageFile.Read(source, CommonOptions.LimitsOf(call, MaxMegapixels));
        var output = call.GetValue(Output) ?? $"{Path.GetFileNameWithoutExtension(source)}-explained.png";
        var draws = !call.GetValue(Json) || call.GetValue(Output) is not null;
        if (draws)
            PrepareFor(output, call.GetValue(Overwrite));
        var weights = call.GetValue(Weights)!;
        using var detector = NetworkSource.OpenDetector(
            weights, call.GetValue(Model), call.GetValue(Cfg), call.GetValue(Names), new() { Device = call.GetValue(Device)! },
            measured => Thresholds.Of(call, weights, measured));
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
            throw new IOException($"{output}: this file exists; give --output another name, or add --overwrite to replace it.");
        OutputFolder.CreateFor(output, "--output");
    }
}
