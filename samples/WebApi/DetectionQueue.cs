using System.Threading.Channels;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Samples.WebApi;

/// <summary>All clients' images in one queue: the network runs on one thread, with those that wait in one batch.</summary>
internal sealed class DetectionQueue(Detector detector) : BackgroundService
{
    // Beyond this a run gains nothing more per image, and takes longer until it answers.
    private const int MostAtOnce = 8;

    private readonly Channel<Job> _waiting = Channel.CreateUnbounded<Job>();

    /// <summary>What is in an image; not looked at if its client has left before its turn.</summary>
    public Task<IReadOnlyList<Detection>> DetectAsync(RgbImage image, CancellationToken left)
    {
        var job = new Job(image, left);
        _waiting.Writer.TryWrite(job);
        return job.Found.Task.WaitAsync(left);
    }

    // A thread of its own: torch keeps helper threads for each thread that calls it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Run(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stop)
    {
        while (_waiting.Reader.WaitToReadAsync(stop).AsTask().GetAwaiter().GetResult())
        {
            var jobs = Next().Take(MostAtOnce).ToList();
            try
            {
                var found = detector.DetectBatch(jobs.ConvertAll(job => job.Image));
                foreach (var (job, detections) in jobs.Zip(found))
                    job.Found.SetResult(detections);
            }
            catch (Exception fault)
            {
                // Their clients get the fault, and the queue goes on with the next.
                jobs.ForEach(job => job.Found.TrySetException(fault));
            }
        }
    }

    /// <summary>Those who wait now and are still there.</summary>
    private IEnumerable<Job> Next()
    {
        while (_waiting.Reader.TryRead(out var job))
        {
            if (!job.Left.IsCancellationRequested)
                yield return job;
        }
    }

    private sealed record Job(RgbImage Image, CancellationToken Left)
    {
        public TaskCompletionSource<IReadOnlyList<Detection>> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
