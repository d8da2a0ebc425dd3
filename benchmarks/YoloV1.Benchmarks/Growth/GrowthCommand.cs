using System.CommandLine;
using YoloV1.Runtime;
using static System.FormattableString;

namespace YoloV1.Benchmarks.Growth;

/// <summary><c>growth</c>: what things cost as they grow, as a table and as images.</summary>
internal static class GrowthCommand
{
    private static readonly string[] Columns = ["curve", "at", "measured", "a unit of work", "date"];

    public static Command Create()
    {
        var command = new Command(
            "growth", "Measures cost by batch, input, grid and candidates; writes growth.md and an image of each curve.")
        {
            CommonOptions.Only, CommonOptions.Output,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult call)
    {
        Allocator.KeepFreedMemory();
        var root = call.GetValue(CommonOptions.Output)!;
        var table = new ResultTable(ResultsFolder.PathOf(root, "growth.md"), Heading, Columns, [.. Curves.All.Select(curve => curve.Name)]);
        foreach (var curve in Curves.All.Where(curve => CommonOptions.Takes(call, curve.Name)))
        {
            var points = new List<CurvePoint>();
            foreach (var point in curve.Measure())
            {
                points.Add(point);
                string[] cells = [curve.Name, Invariant($"{point.X:N0}"), Invariant($"{point.Y:#,0.##} {curve.Y}"),
                    Invariant($"{point.UnitCost:#,0.###} {curve.Unit}")];
                Console.Out.WriteLine(string.Join("  ", cells));
                table.Set([.. cells, DateTime.UtcNow.ToString("yyyy-MM-dd", null)]);
            }
            CurveChart.Save(curve, points, ResultsFolder.PathOf(root, $"growth-{curve.Name}.png"));
        }
    }

    private static string Heading =>
        $"""
        # Cost as it grows

        {Machine.Description}.

        `dotnet run -c Release --project benchmarks/YoloV1.Benchmarks -- growth --only CURVE` measures one of them. The network is `tiny` in
        float32 with random weights, on images that are fitted already; the shortest of several runs counts.

        {string.Join("\n", Curves.All.Select(curve => $"![{curve.Y} by {curve.X}](growth-{curve.Name}.png)"))}
        """;
}
