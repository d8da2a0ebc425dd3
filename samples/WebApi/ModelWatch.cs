namespace YoloV1.Samples.WebApi;

/// <summary>Looks at the model file and puts another one to work that has taken its place; no request waits for it.</summary>
/// <remarks>Best deployed by a rename, <c>mv new.safetensors model.safetensors</c>: the file is then whole at all times.</remarks>
internal sealed class ModelWatch(ModelSource source, DetectionQueue queue, ILogger<ModelWatch> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.25);

    // A thread of its own, as in the queue.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Run(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stop)
    {
        while (!stop.WaitHandle.WaitOne(Period))
        {
            if (source.HasChanged())
                Take();
        }
    }

    private void Take()
    {
        try
        {
            var next = source.Load();
            queue.Replace(next);
            log.ModelReplaced(next.Config.Name, source.Path);
        }
        catch (Exception fault)
        {
            log.ModelRefused(Message.Of(fault));
        }
    }
}
