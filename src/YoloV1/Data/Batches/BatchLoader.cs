using YoloV1.Files;
using YoloV1.Grid;

namespace YoloV1.Data;

/// <summary>Makes batches of a data set on worker threads, in an order that the seed and the epoch fix.</summary>
/// <remarks>The batches are the same whatever the number of workers. One loader may serve several epochs at once.</remarks>
public sealed class BatchLoader
{
    private readonly IDetectionDataset _dataset;
    private readonly BatchLoaderOptions _options;
    private readonly SampleMaker _samples;

    /// <summary>A loader for a data set.</summary>
    /// <exception cref="ArgumentException">An option is out of its bounds, or the grid's classes are not the data set's.</exception>
    public BatchLoader(IDetectionDataset dataset, BatchLoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.InputSize.Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.InputSize.Height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Prefetch, 1);
        if (options.Grid.C != dataset.Classes.Count)
        {
            throw new ArgumentException(
                $"The grid has {options.Grid.C} classes, but the data set has {dataset.Classes.Count}; "
                + $"create the grid with C = {dataset.Classes.Count}.",
                nameof(options));
        }
        (_dataset, _options) = (dataset, options);
        _samples = new SampleMaker(dataset, options, new GridEncoder(options.Grid, options.BoxSizes));
    }

    /// <summary>The number of batches of an epoch.</summary>
    public int BatchesPerEpoch => _options.DropLast
        ? _dataset.Count / _options.BatchSize
        : (_dataset.Count + _options.BatchSize - 1) / _options.BatchSize;

    /// <summary>The batches of an epoch, each image once; the caller disposes each batch.</summary>
    /// <param name="epoch">Its number, 0 or more: it takes its part in the order and the augmentation.</param>
    /// <param name="cancellationToken">Stops the workers and the enumeration.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="InvalidDataException">An image could not be prepared; the message names it and says why.</exception>
    public IEnumerable<Batch> Epoch(int epoch, CancellationToken cancellationToken = default) => Epoch(epoch, 0, cancellationToken);

    /// <summary>
    /// The batches of an epoch from one in its midst on: the same that <see cref="Epoch(int, CancellationToken)"/> ends with.
    /// </summary>
    /// <param name="epoch">Its number, 0 or more.</param>
    /// <param name="firstBatch">How many batches are passed over, 0 to <see cref="BatchesPerEpoch"/>; no image of theirs is read.</param>
    /// <param name="cancellationToken">Stops the workers and the enumeration.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its bounds.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="InvalidDataException">An image could not be prepared; the message names it and says why.</exception>
    public IEnumerable<Batch> Epoch(int epoch, int firstBatch, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstBatch, BatchesPerEpoch);
        return Enumerate(epoch, firstBatch, cancellationToken);
    }

    private IEnumerable<Batch> Enumerate(int epoch, int firstBatch, CancellationToken cancellationToken)
    {
        var chunks = Order(epoch).Chunk(_options.BatchSize).Take(firstBatch..BatchesPerEpoch);
        var workers = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, _options.Workers).ConcurrentScheduler;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<PendingBatch>();
        try
        {
            foreach (var chunk in chunks)
            {
                ahead.Enqueue(new PendingBatch(_samples, _options.Parts?.Of(chunk) ?? chunk, epoch, workers, stop.Token));
                if (ahead.Count > _options.Prefetch)
                    yield return FinishFirst(ahead, cancellationToken);
            }
            while (ahead.Count > 0)
                yield return FinishFirst(ahead, cancellationToken);
        }
        finally
        {
            // Also reached when the caller breaks off or an image fails: no worker outlives the enumeration.
            stop.Cancel();
            foreach (var pending in ahead)
                pending.Drain();
        }
    }

    private static Batch FinishFirst(Queue<PendingBatch> ahead, CancellationToken cancellationToken)
    {
        // It leaves the queue only when it is done, so that a failure finds its tasks there and waits for them.
        var batch = ahead.Peek().Finish(cancellationToken);
        ahead.Dequeue();
        return batch;
    }

    private int[] Order(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, _dataset.Count)];
        if (_options.Shuffle)
            Seeds.RandomFor(_options.Seed, epoch).Shuffle(order);
        return order;
    }
}
