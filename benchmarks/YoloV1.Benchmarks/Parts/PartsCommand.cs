using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using static System.FormattableString;

namespace YoloV1.Benchmarks.Parts;

/// <summary><c>parts</c>: BenchmarkDotNet on each part of the product beside its plain reference.</summary>
internal static class PartsCommand
{
    private static readonly string[] Columns =
        ["part", "size", "reference us", "product us", "ratio", "reference KiB", "product KiB", "date"];

    /// <summary>All parts.</summary>
    public static IReadOnlyList<Type> All { get; } =
        [.. typeof(IPart).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IPart)))];

    public static Command Create()
    {
        var command = new Command("parts", "Measures parts of the product beside plain references, with BenchmarkDotNet; writes parts.md.")
        {
            CommonOptions.Only, CommonOptions.Output,
        };
        command.SetAction(Run);
        return command;
    }

    /// <summary>What a part is called.</summary>
    public static string NameOf(Type part) => part.Name[..^"Part".Length];

    private static void Run(ParseResult call)
    {
        var path = ResultsFolder.PathOf(call.GetValue(CommonOptions.Output)!, "parts.md");
        var table = new ResultTable(path, Heading, Columns, [.. All.Select(NameOf)]);
        // In this process: one built for each benchmark would take a copy of torch along.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "yolov1-benchmarks"));
        foreach (var part in All.Where(part => CommonOptions.Takes(call, NameOf(part))))
            Write(table, NameOf(part), BenchmarkRunner.Run(part, config));
    }

    private static void Write(ResultTable table, string name, Summary summary)
    {
        foreach (var pair in summary.Reports.GroupBy(report => report.BenchmarkCase.Parameters["Size"]))
        {
            var reference = pair.Single(report => report.BenchmarkCase.Descriptor.Baseline);
            var product = pair.Single(report => !report.BenchmarkCase.Descriptor.Baseline);
            table.Set(
                name, Invariant($"{pair.Key}"), Microseconds(reference), Microseconds(product),
                Invariant($"**{product.ResultStatistics!.Median / reference.ResultStatistics!.Median:0.000}**"),
                KiB(reference), KiB(product),
                DateTime.UtcNow.ToString("yyyy-MM-dd", null));
        }
    }

    private static string Microseconds(BenchmarkReport report) => Invariant($"{report.ResultStatistics!.Median / 1000:0.0}");

    private static string KiB(BenchmarkReport report) =>
        Invariant($"{report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) / 1024.0:0.0}");

    private static string Heading =>
        $"""
        # Parts of the product beside plain references

        {Machine.Description}.

        `dotnet run -c Release --project benchmarks/YoloV1.Benchmarks -- parts --only PART` measures one of them, with the short run of
        BenchmarkDotNet. `Parts/` says what the size is, and what the reference does. Medians of a run, and what a run allocates. A test
        checks that both sides give the same.
        """;
}
