using System.CommandLine;
using static System.FormattableString;

namespace YoloV1.Benchmarks.Compare;

/// <summary><c>compare</c>: the product beside its peers, in alternating rounds.</summary>
internal static class CompareCommand
{
    private static readonly string[] Columns = ["what", "against", "YoloV1 ms", "peer ms", "ratio", "memory MiB", "rounds", "date"];

    private static readonly Option<int> MostRounds = new("--rounds") { Description = "Rounds of a row.", DefaultValueFactory = _ => 9 };
    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "After so many seconds a row begins no other round, from the third on.",
        DefaultValueFactory = _ => 30,
    };
    private static readonly Option<bool> List = new("--list") { Description = "Names the rows and runs none." };

    public static Command Create()
    {
        var command =
            new Command("compare", "Measures the product beside ONNX Runtime, TorchSharp, PyTorch and Darknet; writes compare.md.")
        {
            CommonOptions.Only, MostRounds, Seconds, List, CommonOptions.Output,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult call)
    {
        using var files = new BenchmarkFiles();
        var all = new Comparisons(files).All;
        var table = new ResultTable(
            ResultsFolder.PathOf(call.GetValue(CommonOptions.Output)!, "compare.md"), Heading, Columns, [.. all.Select(row => row.Name)]);
        foreach (var row in all.Where(row => CommonOptions.Takes(call, row.Name)))
        {
            if (call.GetValue(List))
                Console.Out.WriteLine(row.Name);
            else
                Measure(row, table, call.GetValue(MostRounds), TimeSpan.FromSeconds(call.GetValue(Seconds)));
        }
    }

    private static void Measure(Comparison row, ResultTable table, int rounds, TimeSpan atMost)
    {
        if (row.Ours.Missing is { } missing)
        {
            Write(table, row.Name, "-", "-", "-", missing, "-", "-");
            return;
        }
        Side[] present = [.. row.Peers.Where(peer => peer.Missing is null)];
        var timings = Rounds.Run([row.Ours, .. present], rounds, atMost);
        var ours = timings[0];
        foreach (var (i, peer) in present.Index())
            Compare(table, row.Name, peer.Name, ours, timings[i + 1]);
        foreach (var peer in row.Peers.Where(peer => peer.Missing is not null))
            Write(table, row.Name, peer.Name, Times(ours), "-", peer.Missing!, "-", "-");
        if (row.Bytes is { } bytes)
            Write(table, row.Name, "its weights", "-", "-", Invariant($"{(double)ours.PeakBytes / bytes():0.00}"),
                Invariant($"{MiB(ours.PeakBytes)} / {MiB(bytes())}"), "-");
        else if (row.Peers.Length == 0)
            Write(table, row.Name, "-", Times(ours), "-", "-", MiB(ours.PeakBytes), Count(ours));
    }

    private static void Compare(ResultTable table, string name, string against, Timing ours, Timing peer) => Write(
        table, name, against, Times(ours), Times(peer),
        Invariant($"**{ours.Least / peer.Least:0.00}** ({ours.Median / peer.Median:0.00})"),
        $"{MiB(ours.PeakBytes)} / {MiB(peer.PeakBytes)}", Count(ours));

    private static void Write(ResultTable table, params string[] cells)
    {
        Console.Out.WriteLine(string.Join("  ", cells));
        table.Set([.. cells, DateTime.UtcNow.ToString("yyyy-MM-dd", null)]);
    }

    private static string Times(Timing timing) => Invariant($"{timing.Least:0.0} ({timing.Median:0.0})");

    private static string Count(Timing timing) => Invariant($"{timing.Milliseconds.Count}");

    private static string MiB(long bytes) => bytes > 0 ? Invariant($"{bytes >> 20:N0}") : "-";

    private static string Heading =>
        $"""
        # The product beside its peers

        {Machine.Description}.

        `dotnet run -c Release --project benchmarks/YoloV1.Benchmarks -- compare --only WORDS` measures the rows that have all of
        the words in their name, and keeps the others. Each side is a process of its own; they run in turn, round by round. A turn is a run
        that does not count and then as many as fill a quarter of a second, of which it gives the mean. Times are minima of the turns with
        medians in brackets, the ratio is the product's time over the peer's by minima (by medians), memory is the most that each process
        has had. Networks have random weights and take 448x448 pixels. The product's side keeps freed memory, as the command `yolov1` does;
        the peers run as they come.
        """;
}
