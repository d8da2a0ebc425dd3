namespace YoloV1.Cli.Runs;

/// <summary>How long the rest of a training takes, from the steps that this process has done.</summary>
internal sealed class StepClock(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private long? _first;

    public TimeSpan Left(long done, long total)
    {
        _first ??= done - 1;
        return time.GetElapsedTime(_started) * ((double)(total - done) / (done - _first.Value));
    }
}
