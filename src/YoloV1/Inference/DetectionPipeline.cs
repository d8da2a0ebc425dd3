using System.Runtime.CompilerServices;
using System.Threading.Channels;
using YoloV1.Imaging;
using YoloV1.Kernels;
using YoloV1.Runtime;

namespace YoloV1.Inference;

/// <summary>Sources of images to detections, some at a time and in their order, while the caller looks at the results before.</summary>
/// <param name="open">Opens a source.</param>
/// <param name="detect">Detects in some images.</param>
/// <param name="batchSize">The most images of one run; fewer when the next is not there yet.</param>
/// <param name="opensAhead">
/// Whether pool threads open the next images while the network computes, as an accelerator lets them. A network on the processor takes all
/// of it: its own threads open the images, between two runs.
/// </param>
/// <param name="calls">Whose end ends the results; null for none.</param>
/// <remarks>
/// The network stays on one thread because torch keeps helper threads for each thread that calls it. At most three batches of images
/// are held, the caller's, one behind it and one in the network, and two more where they are opened ahead. Of the sources one more batch
/// is read where they are not, so that a run need not wait for them, and one more source than there is room for.
/// </remarks>
internal sealed class DetectionPipeline<TSource>(
    Func<TSource, RgbImage> open,
    Func<IReadOnlyList<RgbImage>, IReadOnlyList<FoundInImage>> detect,
    int batchSize,
    bool opensAhead,
    CallsUnderWay? calls = null)
{
    /// <summary>Results in the order of the sources; a source that cannot be opened has its fault there.</summary>
    public async IAsyncEnumerable<PipelineResult<TSource>> RunAsync(
        IAsyncEnumerable<TSource> sources, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        TorchThreads.Release();                                                      // for the network's thread
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, calls?.Ended ?? CancellationToken.None);
        using var abandoned = new Abandonment(stop);
        // A wait that can be cancelled is an object of its own. The channel would keep any other, and with it an enumeration that is left.
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = Channel.CreateBounded<Opening>(opensAhead ? 2 * batchSize : batchSize);
        var found = Channel.CreateBounded<List<PipelineResult<TSource>>>(1);
        var feeder = FeedAsync(sources, waiting.Writer, stop.Token);
        var network = Task.Factory.StartNew(
            () => RunNetwork(waiting.Reader, found.Writer, stop.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            await foreach (var batch in found.Reader.ReadAllAsync(reading.Token).ConfigureAwait(false))
                foreach (var result in batch)
                    yield return result;
        }
        finally
        {
            // The caller may stop early; nothing continues in the background.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(feeder, network).ConfigureAwait(false);
        }
    }

    private async Task FeedAsync(IAsyncEnumerable<TSource> sources, ChannelWriter<Opening> waiting, CancellationToken stop)
    {
        try
        {
            await foreach (var source in sources.WithCancellation(stop).ConfigureAwait(false))
            {
                await waiting.WaitToWriteAsync(stop).ConfigureAwait(false);
                var opening = new Opening(source, open);
                if (opensAhead)
                    _ = Task.Run(opening.Open, stop);
                await waiting.WriteAsync(opening, stop).ConfigureAwait(false);
            }
            waiting.Complete();
        }
        catch (Exception fault)
        {
            waiting.Complete(fault);
        }
    }

    private void RunNetwork(ChannelReader<Opening> waiting, ChannelWriter<List<PipelineResult<TSource>>> found, CancellationToken stop)
    {
        try
        {
            while (waiting.WaitToReadAsync(stop).AsTask().GetAwaiter().GetResult())
            {
                var batch = TakeBatch(waiting);
                OpenTogether(batch);
                found.WriteAsync(Detect(batch), stop).AsTask().GetAwaiter().GetResult();
            }
            found.Complete();
        }
        catch (OperationCanceledException) when (calls is { Ended.IsCancellationRequested: true })
        {
            found.Complete(calls.Disposed());
        }
        catch (Exception fault)
        {
            found.Complete(fault);
        }
    }

    private List<PipelineResult<TSource>> Detect(List<Opening> batch)
    {
        using var detections = detect([.. batch.Where(opening => opening.Fault is null).Select(opening => opening.Image!)]).GetEnumerator();
        return [.. batch.Select(opening => new PipelineResult<TSource>(
            opening.Source, opening.Image, opening.Fault is null && detections.MoveNext() ? detections.Current : default, opening.Fault))];
    }

    /// <summary>The next image, and those behind it that the network need not wait for.</summary>
    private List<Opening> TakeBatch(ChannelReader<Opening> waiting)
    {
        var batch = new List<Opening>();
        while (batch.Count < batchSize && waiting.TryPeek(out var next) && (batch.Count == 0 || !opensAhead || next.IsOpen))
        {
            batch.Add(next);
            waiting.TryRead(out _);
        }
        return batch;
    }

    /// <summary>
    /// Opens them on the network's threads, each the next that nobody has begun: one large image does not hold up the others.
    /// </summary>
    private static void OpenTogether(List<Opening> batch)
    {
        var begun = 0;
        TorchThreads.For(TorchRuntime.Threads, grain: 1, (_, _) =>
        {
            for (int next; (next = Interlocked.Increment(ref begun) - 1) < batch.Count;)
                batch[next].Open();
        });
    }

    /// <summary>Stops the threads of an enumeration that was left without being disposed, when its memory is collected.</summary>
    private sealed class Abandonment(CancellationTokenSource stop) : IDisposable
    {
        ~Abandonment() => _ = stop.CancelAsync();

        public void Dispose() => GC.SuppressFinalize(this);
    }

    private sealed class Opening(TSource source, Func<TSource, RgbImage> open)
    {
        private readonly Lazy<(RgbImage? Image, Exception? Fault)> _opened = new(() => TryOpen(source, open));

        public TSource Source => source;

        /// <summary>Whether it was opened, or cannot be.</summary>
        public bool IsOpen => _opened.IsValueCreated;

        /// <summary>The image; null where opening it threw.</summary>
        public RgbImage? Image => _opened.Value.Image;

        /// <summary>What opening it threw.</summary>
        public Exception? Fault => _opened.Value.Fault;

        /// <summary>Opens it, unless it is open or being opened.</summary>
        public void Open() => _ = _opened.Value;

        private static (RgbImage? Image, Exception? Fault) TryOpen(TSource source, Func<TSource, RgbImage> open)
        {
            try
            {
                return (open(source), null);
            }
            catch (Exception fault)
            {
                return (null, fault);
            }
        }
    }
}

/// <summary>What became of a source.</summary>
/// <param name="Source">The source.</param>
/// <param name="Image">Its image; null where it could not be opened.</param>
/// <param name="Found">Its detections.</param>
/// <param name="Fault">What opening it threw; null where it was opened.</param>
internal readonly record struct PipelineResult<TSource>(TSource Source, RgbImage? Image, FoundInImage Found, Exception? Fault);
