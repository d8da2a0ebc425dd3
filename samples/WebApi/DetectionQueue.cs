using System.Collections.Concurrent;
using System.Threading.Channels;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Samples.WebApi;

/// <summary>All clients' pictures as one stream: the network runs on one thread, with those that wait in one batch.</summary>
internal sealed class DetectionQueue(Detector detector) : BackgroundService
{
    private readonly Channel<Job> _waiting = Channel.CreateUnbounded<Job>();

    /// <summary>What is in a picture; not looked at once its client has left.</summary>
    public Task<IReadOnlyList<Detection>> DetectAsync(Picture picture, CancellationToken left)
    {
        var job = new Job(picture, left);
        _waiting.Writer.TryWrite(job);
        return job.Found.Task.WaitAsync(left);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var begun = new ConcurrentQueue<Job>();
        var pictures = _waiting.Reader.ReadAllAsync(stoppingToken).Where(job => !job.Left.IsCancellationRequested).Select(job =>
        {
            begun.Enqueue(job);
            return job.Picture;
        });
        // Results come in the order of the pictures.
        await foreach (var found in detector.DetectMany(pictures, stoppingToken))
        {
            if (begun.TryDequeue(out var job))
                job.Found.TrySetResult(found);
        }
    }

    private sealed record Job(Picture Picture, CancellationToken Left)
    {
        public TaskCompletionSource<IReadOnlyList<Detection>> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
