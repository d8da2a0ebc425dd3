using System.CommandLine;
using System.Diagnostics;
using YoloV1.Cli.Options;
using YoloV1.Cli.Output;
using YoloV1.Darknet;
using YoloV1.Models;
using YoloV1.Runtime;
using YoloV1.Weights;
using static System.FormattableString;

namespace YoloV1.Cli.Commands;

/// <summary><c>yolov1 benchmark</c>: how fast a network is on this machine.</summary>
/// <remarks>
/// With <c>--json</c>: <c>{ model, input: [N, 3, H, W], device, threads, rounds, results: [{ what, precision,
/// milliseconds: { least, median }, imagesPerSecond, peakMemoryMiB, unavailable }] }</c>.
/// <c>what</c> is "predict" (pixels to detections) or "train" (a step). Images a second are by the median; the memory is the most that the
/// process has had by then. If a precision cannot run, <c>unavailable</c> gives the reason and the values are null.
/// </remarks>
internal static class BenchmarkCommand
{
    private static readonly Option<string> Model =
        CommonOptions.Preset("The network. Default: the network of --weights or --cfg.");
    private static readonly Option<string> Weights = CommonOptions.Weights("random weights");
    private static readonly Option<string> Cfg = CommonOptions.Cfg();
    private static readonly Option<int> Batch = CommonOptions.Number("--batch", "Images per run.", 1, 1, 1024);
    private static readonly Option<int> Rounds = CommonOptions.Number("--rounds", "Number of measured runs.", 10, 1, 1000);
    private static readonly Option<bool> Train = new("--train") { Description = "Also measure training steps." };
    private static readonly Option<string> Device = CommonOptions.Device();
    private static readonly Option<bool> Json = CommonOptions.Json();

    public static Command Create()
    {
        var command = new Verb(
            "benchmark",
            "Measures the speed of detection and training on this machine.",
            "yolov1 benchmark --model tiny",
            "yolov1 benchmark --weights best.safetensors --json")
        {
            Model, Weights, Cfg, Batch, Rounds, Train, Device, CommonOptions.Threads, Json,
        };
        command.SetAction((call, cancellation) => Task.FromResult(Run(call, cancellation)));
        return command;
    }

    private static int Run(ParseResult call, CancellationToken cancellation)
    {
        using var weights = OpenWeights(call);
        var config = weights?.Config ?? ConfigOf(call);
        var device = Devices.Parse(call.GetValue(Device)!).ToString();
        var (batch, rounds) = (call.GetValue(Batch), call.GetValue(Rounds));
        // A tensor's bytes are counted in 32 bits.
        if (int.MaxValue / (3L * sizeof(float) * config.InputSize.Height * config.InputSize.Width) is var most && batch > most)
            throw new ArgumentException($"--batch {batch}: images of {config.InputSize} take more than 2 GiB; give {most} or less.");
        var meter = new SpeedMeter(weights, config, device, batch, rounds);
        var rows = Measure(meter, call.GetValue(Train), cancellation);
        if (call.GetValue(Json))
            JsonOutput.Write(new
            {
                Model = config.Name,
                Input = new[] { batch, 3, config.InputSize.Height, config.InputSize.Width },
                Device = device,
                TorchRuntime.Threads,
                Rounds = rounds,
                Results = rows.Select(row => ToJson(row, batch)),
            });
        else
        {
            var where = Invariant($"on {device} with {TorchRuntime.Threads} threads");
            WriteTable(Invariant($"{config.Name}, {config.InputSize}, batch {batch}, {where}, {rounds} rounds"), rows, batch);
        }
        return ExitCode.Done;
    }

    private static WeightsFile? OpenWeights(ParseResult call) =>
        call.GetValue(Weights) is { } file ? NetworkSource.Open(file, call.GetValue(Model), call.GetValue(Cfg), names: null) : null;

    private static YoloV1Config ConfigOf(ParseResult call) => (call.GetValue(Model), call.GetValue(Cfg)) switch
    {
        ({ } name, null) => YoloV1Config.FromName(name),
        (null, { } cfg) => DarknetCfg.Read(cfg),
        _ => throw new ArgumentException("Give --weights FILE, or --model NAME or --cfg FILE for random weights."),
    };

    private static List<SpeedRow> Measure(SpeedMeter meter, bool train, CancellationToken cancellation)
    {
        // The smallest weights first: the process keeps the memory that it once had.
        var precisions = CommonOptions.PrecisionNames.Where(pair => pair.Value != Precision.Auto).Reverse().ToList();
        var predictions = precisions.ConvertAll(pair => Row("predict", pair, meter, meter.Predict, cancellation));
        predictions.Reverse();
        if (train)
            predictions.AddRange(
                precisions.Where(pair => CommonOptions.TrainingPrecisions.Contains(pair.Key))
                    .Select(pair => Row("train", pair, meter, meter.Train, cancellation)).Reverse());
        return predictions;
    }

    private static SpeedRow Row(
        string what, KeyValuePair<string, Precision> precision, SpeedMeter meter,
        Func<Precision, Action, CancellationToken, RunTimes> measure, CancellationToken cancellation)
    {
        if (meter.WhyNot(precision.Value) is { } reason)
            return new(what, precision.Key, null, null, reason);
        RunTimes? times = null;
        Progress.Show($"{what} {precision.Key}", meter.RunsOfARow, report =>
        {
            var done = 0;
            times = measure(precision.Value, () => report(++done, ""), cancellation);
        });
        using var self = Process.GetCurrentProcess();
        return new(what, precision.Key, times, self.PeakWorkingSet64);
    }

    private static object ToJson(SpeedRow row, int batch) => new
    {
        row.What,
        row.Precision,
        Milliseconds = row.Times is { } times ? new { Least = Math.Round(times.Least, 3), Median = Math.Round(times.Median, 3) } : null,
        ImagesPerSecond = row.Times is { } runs ? Math.Round(1000 * batch / runs.Median, 2) : (double?)null,
        PeakMemoryMiB = row.PeakBytes >> 20,
        row.Unavailable,
    };

    private static void WriteTable(string title, List<SpeedRow> rows, int batch)
    {
        Terminal.Line(title);
        Terminal.Line($"{"",-12}  {"least ms",9}  {"median ms",9}  {"images/s",10}  {"peak MiB",8}");
        foreach (var row in rows)
            Terminal.Line(row.Times is { } times
                ? Invariant($"{row.What,-7} {row.Precision,-4}  {times.Least,9:0.0}  {times.Median,9:0.0}  ")
                    + Invariant($"{1000 * batch / times.Median,10:0.0}  {row.PeakBytes >> 20,8}")
                : $"{row.What,-7} {row.Precision,-4}  {row.Unavailable}");
    }
}
