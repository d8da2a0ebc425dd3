using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Drawing;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 predict</c>: detects in images.</summary>
internal static class PredictCommand
{
    private static readonly Argument<string[]> Sources =
        new("source") { Description = "Images, folders, globs.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Weights = CommonOptions.Weights();
    private static readonly Option<string> Model = CommonOptions.Preset();
    private static readonly Option<string> Cfg = CommonOptions.Cfg();
    private static readonly Option<string> Names = CommonOptions.Names();
    private static readonly ThresholdOptions Thresholds = new();
    private static readonly Option<string> Save = new("--save") { Description = "A folder for the images with their boxes, as PNG." };
    private static readonly Option<bool> Overwrite = CommonOptions.Overwrite("--save");
    private static readonly Option<int> MaxMegapixels = CommonOptions.Number(
        "--max-megapixels",
        "The largest image that is decoded, in millions of pixels; about 7 MB of memory each.",
        ImageLimits.Default.MaxMegapixels, 1, 500);
    private static readonly Option<string> Precision = CommonOptions.Precision();
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Verb(
            "predict",
            "Detects in images, folders and globs.",
            "yolov1 predict photo.jpg --weights best.safetensors",
            "yolov1 predict photos *.png --weights best.safetensors --score 0.4 --save drawn",
            "yolov1 predict photos --weights best.safetensors --json > detections.json")
        {
            Sources, Weights, Model, Cfg, Names, Save, Overwrite, MaxMegapixels, Precision, Device, Json,
        };
        Thresholds.AddTo(command);
        command.SetAction((call, cancellation) => Task.FromResult(Run(call, cancellation)));
        return command;
    }

    private static int Run(ParseResult call, CancellationToken cancellation)
    {
        var sources = ImageSources.Expand(call.GetValue(Sources)!);
        // Skia's library loads while torch's does. A file that is no image is told of at its place.
        _ = Task.Run(() => ImageFile.ReadSize(sources[0]), cancellation);
        var saved = call.GetValue(Save) is { } folder ? new SavedImages(folder, sources, call.GetValue(Overwrite)) : null;
        var options = new DetectorOptions
        {
            ImageLimits = new() { MaxMegapixels = call.GetValue(MaxMegapixels) },
            Precision = CommonOptions.PrecisionNames[call.GetValue(Precision)!],
            Device = call.GetValue(Device)!,
        };
        using var detector = NetworkSource.OpenDetector(
            call.GetValue(Weights)!, call.GetValue(Model), call.GetValue(Cfg), call.GetValue(Names), options,
            measured => Thresholds.Of(call, call.GetValue(Weights)!, measured));

        var results = new List<ImagePrediction>();
        foreach (var (source, image, detections) in detector.DetectMany(sources, cancellationToken: cancellation))
        {
            var result = ImagePrediction.Of(source, image.Size, detections, detector.Classes);
            results.Add(result);
            if (!call.GetValue(Json))
                Terminal.Line($"{result}");
            if (saved is not null)
                ImageFile.WritePng(DetectionPainter.Draw(image, detections, detector.Classes), saved[source]);
        }
        if (call.GetValue(Json))
            JsonOutput.Write(results);
        return ExitCode.Done;
    }
}
