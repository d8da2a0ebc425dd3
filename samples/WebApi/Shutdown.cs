namespace YoloV1.Samples.WebApi;

/// <summary>How the service ends when it is asked to, as by SIGTERM.</summary>
internal static class Shutdown
{
    /// <summary>The time for connections to close by themselves; one that has stopped in the middle of its request never does.</summary>
    public static readonly TimeSpan OfConnections = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for the signal to end, then until all who have a place are answered; who still sends is told to come back.</summary>
    public static async Task WaitAsync(WebApplication app, Func<bool> isIdle, TimeSpan longest)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (app.Lifetime.ApplicationStopping.Register(signal.SetResult))
            await signal.Task;
        for (var left = longest; left > TimeSpan.Zero && !isIdle(); left -= Look)
            await Task.Delay(Look);
        await app.StopAsync();
    }
}
