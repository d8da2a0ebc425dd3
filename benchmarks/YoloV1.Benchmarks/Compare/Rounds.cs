using System.Diagnostics;

namespace YoloV1.Benchmarks.Compare;

/// <summary>Runs sides in turn, so that what else the machine does falls on all of them.</summary>
internal static class Rounds
{
    private const int LeastRounds = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Times of every side.</summary>
    /// <param name="sides">The sides; each in a process of its own, all of them loaded.</param>
    /// <param name="rounds">Rounds to run.</param>
    /// <param name="atMost">After this long no other round is begun, from the third on.</param>
    public static IReadOnlyList<Timing> Run(IReadOnlyList<Side> sides, int rounds, TimeSpan atMost)
    {
        var processes = new List<ContenderProcess>();
        try
        {
            foreach (var side in sides)
                processes.Add(new ContenderProcess(side));
            processes.ForEach(Warm);
            var times = sides.Select(_ => new List<double>()).ToArray();
            var started = Stopwatch.GetTimestamp();
            for (var round = 0; round < rounds && (round < LeastRounds || Stopwatch.GetElapsedTime(started) < atMost); round++)
                for (var i = 0; i < processes.Count; i++)
                    times[i].Add(processes[i].Run());
            return [.. processes.Select((process, i) => new Timing(times[i], process.End()))];
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    /// <summary>The first runs pick their ways and fill their caches.</summary>
    private static void Warm(ContenderProcess process)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 5 && Stopwatch.GetElapsedTime(started) < WarmUp; i++)
            process.Run();
    }
}
