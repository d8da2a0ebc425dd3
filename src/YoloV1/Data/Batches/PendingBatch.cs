using System.Runtime.InteropServices;
using YoloV1.Imaging;
using static TorchSharp.torch;

namespace YoloV1.Data;

/// <summary>A batch whose images are being prepared, each by a task of its own, in managed memory.</summary>
internal sealed class PendingBatch
{
    private readonly SampleMaker _samples;
    private readonly float[] _images;
    private readonly float[] _targets;
    private readonly Task<PreparedSample>[] _tasks;

    /// <summary>Starts the tasks of the images with the given indices.</summary>
    public PendingBatch(SampleMaker samples, int[] indices, int epoch, TaskScheduler workers, CancellationToken stop)
    {
        _samples = samples;
        _images = GC.AllocateUninitializedArray<float>(checked(indices.Length * samples.ImageLength));
        _targets = new float[indices.Length * samples.Grid.Length];
        _tasks = [.. indices.Select((index, place) => Task.Factory.StartNew(
            () => Make(index, place, epoch), stop, TaskCreationOptions.DenyChildAttach, workers))];
    }

    /// <summary>Waits for the images and returns them as tensors, created on the calling thread.</summary>
    public Batch Finish(CancellationToken cancellationToken)
    {
        var started = _samples.Time.GetTimestamp();
        try
        {
            Task.WaitAll(_tasks, cancellationToken);
        }
        catch (AggregateException)
        {
            // The first image that failed, by its order in the batch and not by the clock.
            cancellationToken.ThrowIfCancellationRequested();
            _tasks.First(task => task.IsFaulted).GetAwaiter().GetResult();
        }
        var waited = _samples.Time.GetElapsedTime(started);
        PreparedSample[] samples = [.. _tasks.Select(task => task.Result)];
        var (n, size, grid) = (_tasks.Length, _samples.InputSize, _samples.Grid);
        return new Batch(
            ToTensor(_images, n, RgbImage.Channels, size.Height, size.Width),   // [N, 3, H, W]
            ToTensor(_targets, n, grid.S, grid.S, grid.D),   // [N, S, S, D]
            [.. samples.Select(sample => sample.Annotation)],
            samples.Sum(sample => sample.Lost))
        {
            ReadTime = Sum(samples, sample => sample.Read),
            AugmentTime = Sum(samples, sample => sample.Augment),
            WaitTime = waited,
        };
    }

    /// <summary>Waits until no task runs any more, whatever became of it.</summary>
    public void Drain() => Task.WhenAll(_tasks).ContinueWith(_ => { }, TaskScheduler.Default).Wait();

    private PreparedSample Make(int index, int place, int epoch) => _samples.Make(
        index,
        epoch,
        _images.AsSpan(place * _samples.ImageLength, _samples.ImageLength),
        _targets.AsSpan(place * _samples.Grid.Length, _samples.Grid.Length));

    private static TimeSpan Sum(PreparedSample[] samples, Func<PreparedSample, TimeSpan> time) =>
        samples.Aggregate(TimeSpan.Zero, (sum, sample) => sum + time(sample));

    private static Tensor ToTensor(float[] numbers, params ReadOnlySpan<long> shape)
    {
        var tensor = empty(shape, ScalarType.Float32, CPU);
        numbers.CopyTo(MemoryMarshal.Cast<byte, float>(tensor.bytes));
        return tensor;
    }
}
