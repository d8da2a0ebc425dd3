namespace YoloV1.Cli.Runs;

/// <summary>How long the rest of a training takes, from the steps that this process has done.</summary>
internal sealed class StepClock(TimeProvider time)
{
    // A century; a time span ends somewhere.
    private const double Longest = 36525.0 * 24 * 60 * 60;

    private readonly long _started = time.GetTimestamp();
    private long? _first;

    public TimeSpan Left(long done, long total)
    {
        _first ??= done - 1;
        var seconds = time.GetElapsedTime(_started).TotalSeconds * (total - done) / (done - _first.Value);
        return TimeSpan.FromSeconds(Math.Min(seconds, Longest));
    }
}
