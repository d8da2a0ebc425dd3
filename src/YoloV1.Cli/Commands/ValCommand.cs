using System.CommandLine;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Cli.Reports;
using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Imaging;
using YoloV1.Inference;
using YoloV1.Weights;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 val</c>: measures a model on a data set.</summary>
internal static class ValCommand
{
    private static readonly Option<string> Weights = CommonOptions.Weights();
    private static readonly Option<string> Model = CommonOptions.Preset();
    private static readonly Option<string> Cfg = CommonOptions.Cfg();
    private static readonly Option<string> Names = CommonOptions.Names();
    private static readonly Option<string> Data = CommonOptions.Data();
    private static readonly Option<string?> Split = CommonOptions.Split("val");
    private static readonly Option<string> Suppression = CommonOptions.Suppression();
    private static readonly Option<bool> SkipBroken = CommonOptions.SkipBroken();
    private static readonly Option<string> Precision = CommonOptions.Precision();
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> Json = CommonOptions.Json();
    private static readonly Option<bool> Keep = new("--keep")
    {
        Description = "Store the suppression and the score with the best mean F1 in the model file, as defaults of predict.",
    };
    private static readonly Option<string> Predictions = new("--predictions")
    {
        Description = "Folder for the detections as comp4 files and COCO results, for other evaluators.",
    };
    private static readonly Protocols Protocol = new();
    private static readonly ReportOptions Report = new();

    public static Command Create()
    {
        var command = new Verb(
            "val",
            "Evaluates a model on a data set.",
            "yolov1 val --weights best.safetensors --data cards.yaml",
            "yolov1 val --weights best.safetensors --data VOCdevkit/VOC2007 --split test --protocol voc07,voc10",
            "yolov1 val --weights yolov1.weights --cfg yolov1.cfg --data VOCdevkit/VOC2007 --split test --json",
            "yolov1 val --weights best.safetensors --data cards.yaml --report report --predictions detections")
        {
            Weights, Model, Cfg, Names, Data, Split, SkipBroken, Suppression, Precision, Device, CommonOptions.Threads,
            Keep, Predictions, Json,
        };
        Protocol.AddTo(command);
        Report.AddTo(command);
        command.SetAction((call, cancellation) => Task.FromResult(Run(call, cancellation)));
        return command;
    }

    private static int Run(ParseResult call, CancellationToken cancellation)
    {
        var metrics = Protocol.Of(call);
        var page = Report.Open(call);
        var weights = call.GetValue(Weights)!;
        if (call.GetValue(Keep) && !ModelFile.IsIn(weights))
            throw new ArgumentException($"--keep needs a model file, which {weights} is not; 'yolov1 export' writes one.");
        var options = new DetectorOptions
        {
            Precision = CommonOptions.PrecisionNames[call.GetValue(Precision)!],
            Device = call.GetValue(Device)!,
        };
        using var detector = NetworkSource.OpenDetector(
            weights, call.GetValue(Model), call.GetValue(Cfg), call.GetValue(Names), options,
            measured => ThresholdsOf(call, measured ?? new()));
        var dataset = DataSource.OpenMeasured(
            call.GetValue(Data)!, call.GetValue(Split), detector.Classes, weights, call.GetValue(SkipBroken), Report.LimitsOf(call));
        var predictions = call.GetValue(Predictions);
        if (predictions is not null)
        {
            DetectionFiles.CheckFolder(predictions, dataset.Split, dataset.Classes);
            OutputFolder.Create(predictions, "--predictions");
        }

        var (readable, images) = Detect(detector, dataset, call.GetValue(SkipBroken), cancellation);
        if (predictions is not null)
            DetectionFiles.Write(readable, images, predictions);
        var measured = MeasuredSet.FromFiles(readable, images);
        var title = $"{weights} on {dataset.Split} of {call.GetValue(Data)}";
        ReportWriter.Write(metrics, measured, call.GetValue(Json), page, title);
        if (call.GetValue(Keep))
            KeepBest(weights, measured, detector.Thresholds);
        return ExitCode.Done;
    }

    // Decodes each image once. After one that cannot be read, and is not to be skipped, the others are only looked at.
    private static (FileDataset Readable, IReadOnlyList<MeasuredImage> Images) Detect(
        Detector detector, FileDataset dataset, bool skipBroken, CancellationToken cancellation)
    {
        var broken = new List<(int Index, string Message)>();
        IReadOnlyList<MeasuredImage> images = [];
        Progress.Show("detect", dataset.Count, report => images = Evaluator.DetectReadable(
            detector, dataset, Read, new DirectProgress<int>(done => report(done, "images")), cancellation));
        ReadableImages.Say(dataset, broken, skipBroken);
        return (Datasets.Without(dataset, broken), images);

        RgbImage? Read(int index)
        {
            try
            {
                var image = dataset.ReadImage(index);
                return skipBroken || (broken.Count == 0 && dataset.Broken.Count == 0) ? image : null;
            }
            catch (Exception fault) when (ImageLooks.IsOfTheFile(fault))
            {
                broken.Add((index, fault.Message));
                return null;
            }
        }
    }

    private static DetectionThresholds ThresholdsOf(ParseResult call, DetectionThresholds measured) =>
        call.GetValue(Suppression) is { } kind ? measured with { Suppression = CommonOptions.SuppressionNames[kind] } : measured;

    private static void KeepBest(string weights, MeasuredSet measured, DetectionThresholds thresholds)
    {
        var best = DetectionCurves.Of(measured).Best(thresholds);
        ModelFile.Keep(weights, best);
        Terminal.Note(FormattableString.Invariant($"{weights}: predict now uses a minimum score of {best.Score}."));
    }
}
