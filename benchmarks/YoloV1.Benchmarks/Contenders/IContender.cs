using System.Diagnostics;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>One side of a comparison: made ready once, then run round by round, in a process of its own.</summary>
internal interface IContender : IDisposable
{
    private const double TurnMilliseconds = 250;

    /// <summary>What is measured.</summary>
    void Run();

    /// <summary>Milliseconds of one run: the mean of a turn, which is as many runs as fill a quarter of a second.</summary>
    /// <remarks>
    /// A first run does not count: the other side has had the caches until then, and its threads may spin on for a while.
    /// </remarks>
    double Measure()
    {
        Run();
        var (runs, started) = (0, Stopwatch.GetTimestamp());
        do
        {
            Run();
            runs++;
        }
        while (Stopwatch.GetElapsedTime(started).TotalMilliseconds < TurnMilliseconds);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / runs;
    }

    /// <summary>Whether the work is done in this process, whose memory is then its own.</summary>
    bool WorksHere => true;

    void IDisposable.Dispose()
    {
    }
}
