namespace YoloV1.Inference;

/// <summary>Counts the calls that use something which any thread may dispose: the last of them frees it, and no more begin.</summary>
/// <param name="used">The resource used by the calls; owned.</param>
/// <param name="name">What an <see cref="ObjectDisposedException"/> calls it.</param>
internal sealed class CallsUnderWay(IDisposable used, string name) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private int _calls;
    private bool _isDisposed;

    /// <summary>Cancelled as soon as it is disposed, for what waits between two calls.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Begins a call; it ends when the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public Call Begin()
    {
        lock (_lock)
        {
            if (_isDisposed)
                throw Disposed();
            _calls++;
        }
        return new Call(this);
    }

    /// <summary>What calls get that come too late.</summary>
    public ObjectDisposedException Disposed() => new(name);

    /// <summary>Lets no more calls begin. Frees the resource, or leaves this to the last call; does not wait for it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            if (_calls == 0)
                used.Dispose();
        }
        _ended.Cancel();                                                             // not disposed: who waits may still ask for the token
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_calls == 0 && _isDisposed)
                used.Dispose();
        }
    }

    /// <summary>A call.</summary>
    public readonly struct Call(CallsUnderWay calls) : IDisposable
    {
        /// <summary>Ends it.</summary>
        public void Dispose() => calls.End();
    }
}
