using System.Diagnostics;

namespace YoloV1.Benchmarks.Contenders;

/// <summary>One side of a comparison: made ready once, then run round by round, in a process of its own.</summary>
internal interface IContender : IDisposable
{
    /// <summary>What is measured.</summary>
    void Run();

    /// <summary>Milliseconds of one run.</summary>
    double Measure()
    {
        var started = Stopwatch.GetTimestamp();
        Run();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Whether the work is done in this process, whose memory is then its own.</summary>
    bool WorksHere => true;

    void IDisposable.Dispose()
    {
    }
}
