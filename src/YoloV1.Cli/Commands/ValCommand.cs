using System.CommandLine;
using YoloV1.Evaluation;
using YoloV1.Inference;

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
    private static readonly Option<Precision> Precision = CommonOptions.Precision(YoloV1.Precision.Float32, "what the network computes with.");
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> Json = CommonOptions.Json();
    private static readonly Protocols Protocol = new();

    public static Command Create()
    {
        var command = new Verb(
            "val",
            "Measures a model on a data set.",
            "yolov1 val --weights best.safetensors --data cards.yaml",
            "yolov1 val --weights best.safetensors --data VOCdevkit/VOC2007 --split test --protocol voc07,voc10",
            "yolov1 val --weights yolov1.weights --cfg yolov1.cfg --data VOCdevkit/VOC2007 --split test --json")
        {
            Weights, Model, Cfg, Names, Data, Split, Precision, Device, Json,
        };
        Protocol.AddTo(command);
        command.SetAction((call, cancellation) => Task.FromResult(Run(call, cancellation)));
        return command;
    }

    private static int Run(ParseResult call, CancellationToken cancellation)
    {
        var metrics = Protocol.Of(call);
        using var detector = NetworkSource.OpenDetector(call.GetValue(Weights)!, call.GetValue(Model), call.GetValue(Cfg), call.GetValue(Names), DetectorOptions.ForMeasuring with
        {
            Precision = call.GetValue(Precision),
            Device = call.GetValue(Device)!,
        });
        var dataset = DataSource.Open(call.GetValue(Data)!, call.GetValue(Split), "val", detector.Classes);

        IReadOnlyList<MeasuredImage> images = [];
        Progress.Show("detect", dataset.Count, report =>
            images = Evaluator.Detect(detector, dataset, new DirectProgress<int>(done => report(done, "pictures")), cancellation));
        ReportWriter.Write(metrics, MeasuredSet.From(dataset.Classes, images), call.GetValue(Json));
        return ExitCode.Done;
    }
}
