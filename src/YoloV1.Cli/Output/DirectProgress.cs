namespace YoloV1.Cli.Output;

/// <summary>Reports at once and one at a time; .NET's own <see cref="Progress{T}"/> posts to a pool thread, and may come late.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    private readonly Lock _lock = new();

    void IProgress<T>.Report(T value)
    {
        lock (_lock)
            report(value);
    }
}
