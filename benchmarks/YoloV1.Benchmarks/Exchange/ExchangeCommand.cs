using System.CommandLine;
using System.Diagnostics;
using YoloV1.Models;
using YoloV1.Ranks;
using static System.FormattableString;

namespace YoloV1.Benchmarks.Exchange;

/// <summary><c>exchange</c>: how long the gradients of a step take to be added up over ranks, by network. It prints only.</summary>
internal static class ExchangeCommand
{
    // As a training cuts them.
    private const int PieceLength = 4_000_000;
    private const int Rounds = 5;

    public static Command Create()
    {
        var command = new Command(
            "exchange", "Measures the sum of the gradients over the ranks that mpirun has started: 'mpirun -n 4 ... exchange'.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        using var ranks = MpiRanks.Open();
        Say(ranks, $"{ranks.Count} ranks, {ranks.Library}");
        foreach (var name in (string[])["small", "tiny", "notebook", "paper"])
        {
            var parameters = ModelSummary.Of(YoloV1Config.FromName(name)).Parameters;
            var piece = new float[(PieceLength + ranks.Count - 1) / ranks.Count * ranks.Count];
            var seconds = Enumerable.Range(0, Rounds).Select(_ => Exchange(ranks, piece, parameters)).Order().ElementAt(Rounds / 2);
            var moved = 2.0 * (ranks.Count - 1) / ranks.Count * parameters * sizeof(float);
            Say(ranks, Invariant($"{name}: {parameters * sizeof(float) / 1e6:0} MB, {moved / 1e6:0} MB sent by each, {seconds:0.000} s"));
        }
    }

    private static double Exchange(RankGroup ranks, float[] piece, long length)
    {
        ranks.Any(false);   // begin together
        var started = Stopwatch.GetTimestamp();
        for (var done = 0L; done < length; done += piece.Length)
        {
            var rest = (int)Math.Min(piece.Length, (length - done + ranks.Count - 1) / ranks.Count * ranks.Count);
            ranks.Sum(piece.AsSpan(0, rest), ranks.Count);
        }
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Say(RankGroup ranks, string line)
    {
        if (ranks.Rank == 0)
            Console.Out.WriteLine(line);
    }
}
