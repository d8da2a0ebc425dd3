using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Inference;
using YoloV1.Ranks;

namespace YoloV1.Training;

/// <summary>The images that are measured on, divided among the ranks in the batches that one process would measure in.</summary>
internal sealed class DividedImages(RankGroup ranks, IDetectionDataset images, int batch)
{
    /// <summary>Those of this rank.</summary>
    public IDetectionDataset Mine { get; } = new DatasetPart(images, IndicesOf(ranks.Rank, images.Count, batch, ranks.Count));

    /// <summary>Does this rank's part of the work.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled in one of the ranks.</exception>
    public T Measure<T>(Func<IDetectionDataset, T> work, CancellationToken cancellationToken)
    {
        var (result, stopped) = (default(T), false);
        try
        {
            result = work(Mine);
        }
        catch (OperationCanceledException)
        {
            stopped = true;
        }
        return ranks.Any(stopped) ? throw new OperationCanceledException(cancellationToken) : result!;
    }

    /// <summary>Detects in the images of all ranks.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled in one of the ranks.</exception>
    public IReadOnlyList<MeasuredImage> Detect(Detector detector, CancellationToken cancellationToken)
    {
        var mine = Measure(part => Evaluator.Detect(detector, part, null, cancellationToken), cancellationToken);
        if (ranks.Count == 1)
            return mine;
        var counts = ranks.GatherUneven<int>(mine.Select(image => image.Detections.Count).ToArray());
        var detections = ranks.GatherUneven<Detection>(mine.SelectMany(image => image.Detections).ToArray());
        var measured = new MeasuredImage[images.Count];
        for (var rank = 0; rank < ranks.Count; rank++)
        {
            var start = 0;
            foreach (var (index, count) in IndicesOf(rank, images.Count, batch, ranks.Count).Zip(counts[rank]))
            {
                measured[index] = new(images.GetAnnotation(index), detections[rank][start..(start + count)]);
                start += count;
            }
        }
        return measured;
    }

    private static int[] IndicesOf(int rank, int count, int batch, int ranks) =>
        new BatchParts(count, batch, rank, ranks).Of([.. Enumerable.Range(0, count)]);
}
