using System.CommandLine;
using YoloV1.Evaluation;
using YoloV1.Inference;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 val</c>: measures a model on a data set.</summary>
internal static class ValCommand
{
    private static readonly VocMetric[] Metrics = [VocMetric.Voc07, VocMetric.Voc10];
    private static readonly Option<string> Weights = CommonOptions.Weights();
    private static readonly Option<string> Cfg = CommonOptions.Cfg();
    private static readonly Option<string> Names = CommonOptions.Names();
    private static readonly Option<string> Data = CommonOptions.Data();
    private static readonly Option<string?> Split = CommonOptions.Split("val");
    private static readonly Option<Precision> Precision = CommonOptions.Precision(YoloV1.Precision.Float32, "what the network computes with.");
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> Json = CommonOptions.Json();
    private static readonly Option<string> Protocol = new("--protocol")
    {
        Description = "voc07 (11 points) or voc10 (area), or both with a comma between.",
        DefaultValueFactory = _ => VocMetric.Voc10.Name,
    };

    public static Command Create()
    {
        var command = new Command("val", "Measures a model on a data set.") { Weights, Cfg, Names, Data, Split, Protocol, Precision, Device, Json };
        command.SetAction((call, cancellation) => Task.FromResult(Run(call, cancellation)));
        return command;
    }

    private static int Run(ParseResult call, CancellationToken cancellation)
    {
        var metrics = MetricsOf(call.GetValue(Protocol)!);
        using var detector = NetworkSource.OpenDetector(call.GetValue(Weights)!, call.GetValue(Cfg), call.GetValue(Names), DetectorOptions.ForMeasuring with
        {
            Precision = call.GetValue(Precision),
            Device = call.GetValue(Device)!,
        });
        var dataset = DataSource.Open(call.GetValue(Data)!, call.GetValue(Split), "val", detector.Classes);

        IReadOnlyList<MeasuredImage> images = [];
        Progress.Show("detect", dataset.Count, report =>
            images = Evaluator.Detect(detector, dataset, new Report(done => report(done, "pictures")), cancellation));
        EvaluationReport[] reports = [.. metrics.Select(metric => metric.Measure(dataset.Classes, images))];

        if (call.GetValue(Json))
            JsonOutput.Write(reports is [var only] ? only : reports);
        else
            Array.ForEach(reports, ReportTable.Write);
        return ExitCode.Done;
    }

    private static VocMetric[] MetricsOf(string protocols) =>
        [.. protocols.Split(',', StringSplitOptions.TrimEntries).Select(name =>
            Metrics.FirstOrDefault(metric => metric.Name == name)
            ?? throw new ArgumentException($"Protocol '{name}' is unknown; take {string.Join(", ", Metrics.Select(metric => metric.Name))}."))];

    /// <summary>Reports in the calling thread; .NET's own <see cref="Progress{T}"/> posts to a pool thread, and may come late.</summary>
    private sealed class Report(Action<int> report) : IProgress<int>
    {
        void IProgress<int>.Report(int value) => report(value);
    }
}
