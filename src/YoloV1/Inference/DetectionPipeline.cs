using System.Runtime.CompilerServices;
using System.Threading.Channels;
using YoloV1.Imaging;

namespace YoloV1.Inference;

/// <summary>Three stages at once: pool threads open pictures, one thread of its own runs the network, the caller takes results in order.</summary>
/// <param name="open">Opens a source and fits it to the network's input.</param>
/// <param name="detect">Detects in some fitted pictures.</param>
/// <param name="batchSize">The most pictures of one run; fewer when the next is not ready yet.</param>
/// <remarks>
/// The network stays on one thread because torch keeps helper threads for each thread that calls it. At most four batches of pictures
/// are held: two on their way to the network, one in it and one behind it.
/// </remarks>
internal sealed class DetectionPipeline<TSource>(
    Func<TSource, FittedPicture> open, Func<IReadOnlyList<FittedPicture>, IReadOnlyList<IReadOnlyList<Detection>>> detect, int batchSize)
{
    /// <summary>Results in the order of the sources; a source that cannot be opened throws at its place.</summary>
    public async IAsyncEnumerable<(TSource Source, Picture Picture, IReadOnlyList<Detection> Detections)> Run(
        IAsyncEnumerable<TSource> sources, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var opening = Channel.CreateBounded<Task<Opened>>(2 * batchSize);
        var found = Channel.CreateBounded<(TSource, Picture, IReadOnlyList<Detection>)>(batchSize);
        var feeder = FeedAsync(sources, opening.Writer, stop.Token);
        var network = Task.Factory.StartNew(() => RunNetwork(opening.Reader, found.Writer, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await foreach (var result in found.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return result;
        }
        finally
        {
            // The caller may leave early; nothing goes on behind its back.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(feeder, network).ConfigureAwait(false);
        }
    }

    private async Task FeedAsync(IAsyncEnumerable<TSource> sources, ChannelWriter<Task<Opened>> opening, CancellationToken stop)
    {
        try
        {
            await foreach (var source in sources.WithCancellation(stop).ConfigureAwait(false))
            {
                await opening.WaitToWriteAsync(stop).ConfigureAwait(false);
                await opening.WriteAsync(Task.Run(() => new Opened(source, open(source)), stop), stop).ConfigureAwait(false);
            }
            opening.Complete();
        }
        catch (Exception fault)
        {
            opening.Complete(fault);
        }
    }

    private void RunNetwork(ChannelReader<Task<Opened>> opening, ChannelWriter<(TSource, Picture, IReadOnlyList<Detection>)> found, CancellationToken stop)
    {
        try
        {
            while (opening.WaitToReadAsync(stop).AsTask().GetAwaiter().GetResult())
            {
                var batch = TakeBatch(opening);
                var detections = detect([.. batch.Select(opened => opened.Fitted)]);
                for (var i = 0; i < batch.Count; i++)
                    found.WriteAsync((batch[i].Source, batch[i].Fitted.Picture, detections[i]), stop).AsTask().GetAwaiter().GetResult();
            }
            found.Complete();
        }
        catch (Exception fault)
        {
            found.Complete(fault);
        }
    }

    /// <summary>The next picture, as soon as it is open, and those behind it that are open already.</summary>
    private List<Opened> TakeBatch(ChannelReader<Task<Opened>> opening)
    {
        var batch = new List<Opened>();
        while (batch.Count < batchSize && opening.TryPeek(out var next) && (batch.Count == 0 || next.IsCompletedSuccessfully))
        {
            batch.Add(next.GetAwaiter().GetResult());
            opening.TryRead(out _);
        }
        return batch;
    }

    private sealed record Opened(TSource Source, FittedPicture Fitted);
}
