using System.Diagnostics;

namespace YoloV1.Benchmarks.Growth;

/// <summary>Times of work in this process.</summary>
internal static class Stopping
{
    // In this time .NET compiles anew what has turned out to run often.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1.5);

    /// <summary>Milliseconds of the shortest of several runs, the first one left out when there is time for another.</summary>
    public static double Least(Action work)
    {
        var (least, started) = (double.MaxValue, Stopwatch.GetTimestamp());
        for (var run = 0; run < 3 || Stopwatch.GetElapsedTime(started) < (run < 200 ? Enough : WarmUp); run++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            if (run > 0)
                least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return least;
    }
}
