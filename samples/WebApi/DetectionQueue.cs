using System.Threading.Channels;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Samples.WebApi;

/// <summary>All clients' images in one queue: the network runs on one thread, with those that wait in one batch.</summary>
/// <param name="detector">What detects until <see cref="Replace"/>; the queue disposes it.</param>
internal sealed class DetectionQueue(Detector detector) : BackgroundService
{
    // Beyond this a run gains nothing more per image, and takes longer until it answers.
    private const int MostAtOnce = 8;

    private readonly Channel<Job?> _waiting = Channel.CreateUnbounded<Job?>();
    private Detector _detector = detector;
    private Detector? _next;

    /// <summary>The network's name, its classes, and the score from which it detects where a client gives none.</summary>
    public (string Name, ClassNames Classes, float Score) Model => (_detector.Config.Name, _detector.Classes, _detector.Thresholds.Score);

    /// <summary>
    /// What is in an image, and with <paramref name="explains"/> what every cell says of it; not looked at if its client has left
    /// before its turn.
    /// </summary>
    /// <remarks>The task ends when the queue has let the image go, also for a client that has left.</remarks>
    /// <exception cref="OperationCanceledException">The client has left, or the service has stopped.</exception>
    public Task<Found> DetectAsync(RgbImage image, float minScore, CancellationToken left, bool explains = false)
    {
        var job = new Job(image, minScore, explains, left);
        if (!_waiting.Writer.TryWrite(job))
            job.Found.SetCanceled(CancellationToken.None);
        return job.Found.Task;
    }

    /// <summary>Puts another detector to work between two runs of the network, for all images that are not in one yet.</summary>
    public void Replace(Detector next)
    {
        Interlocked.Exchange(ref _next, next)?.Dispose();
        // No image, but a reason to look for the next detector.
        _waiting.Writer.TryWrite(null);
    }

    /// <summary>Takes no more images, and ends when those that wait are answered, or when there is no time left.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        // Left when there was no time for them.
        while (_waiting.Reader.TryRead(out var job))
            job?.Found.SetCanceled(CancellationToken.None);
    }

    // A thread of its own: torch keeps helper threads for each thread that calls it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run()
    {
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            TakeNextDetector();
            var jobs = NextJobs().Take(MostAtOnce).ToList();
            if (jobs.Count > 0)
                Detect(jobs);
        }
        TakeNextDetector();
        _detector.Dispose();
    }

    // Only this thread calls a detector and disposes it, so none is freed under a call.
    private void TakeNextDetector()
    {
        if (Interlocked.Exchange(ref _next, null) is not { } next)
            return;
        _detector.Dispose();
        _detector = next;
    }

    private void Detect(List<Job> jobs)
    {
        try
        {
            // A score higher than the batch's lowest changes nothing for the boxes above it.
            var thresholds = _detector.Thresholds with { Score = jobs.Min(job => job.MinScore) };
            var plain = jobs.FindAll(job => !job.Explains);
            var found = _detector.DetectBatch(plain.ConvertAll(job => job.Image), thresholds);
            foreach (var (job, detections) in plain.Zip(found))
                job.Found.SetResult(new([.. detections.Where(detection => detection.Score > job.MinScore)], _detector.Classes));
            foreach (var job in jobs.Where(job => job.Explains))
                Explain(job);
        }
        catch (Exception fault)
        {
            // Their clients get the fault, and the queue goes on with the next.
            jobs.ForEach(job => job.Found.TrySetException(fault));
        }
    }

    private void Explain(Job job)
    {
        var prediction = _detector.Explain(job.Image, _detector.Thresholds with { Score = job.MinScore });
        job.Found.SetResult(new([.. prediction.Detections.Select(found => found.Detection)], _detector.Classes, prediction));
    }

    /// <summary>Those who wait now and are still there.</summary>
    private IEnumerable<Job> NextJobs()
    {
        while (_waiting.Reader.TryRead(out var job))
        {
            if (job is { Left.IsCancellationRequested: false })
                yield return job;
            else
                job?.Found.SetCanceled(job.Left);
        }
    }

    private sealed record Job(RgbImage Image, float MinScore, bool Explains, CancellationToken Left)
    {
        public TaskCompletionSource<Found> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>What was found in an image, the best score first.</summary>
/// <param name="Detections">Boxes as fractions of the image.</param>
/// <param name="Classes">The classes of the network that looked: the next one's may be others.</param>
/// <param name="Grid">What every cell says, for who asked.</param>
internal sealed record Found(IReadOnlyList<Detection> Detections, ClassNames Classes, GridPrediction? Grid = null);
