using YoloV1.Data;
using YoloV1.Inference;

namespace YoloV1.Evaluation;

/// <summary>Runs a detector over a data set and measures what it finds.</summary>
public static class Evaluator
{
    private const int BatchSize = 8;

    /// <summary>Detects in every picture. Pass a detector with <see cref="DetectorOptions.ForMeasuring"/>, or the curves are cut short.</summary>
    /// <param name="detector">What is measured; its classes are matched with the data set's by their order.</param>
    /// <param name="dataset">Pictures and truths. Truths come from here as they are, never from the encoded grid.</param>
    /// <param name="progress">Gets the number of pictures done.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="ArgumentException">The data set's classes are not the detector's.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<MeasuredImage> Detect(
        Detector detector, IDetectionDataset dataset, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(dataset);
        if (!detector.Classes.SequenceEqual(dataset.Classes))
            throw new ArgumentException(
                $"The model detects {string.Join(", ", detector.Classes)}, and the data set has {string.Join(", ", dataset.Classes)}; measure it on a set of its own classes.");

        var images = new List<MeasuredImage>(dataset.Count);
        foreach (var batch in Enumerable.Range(0, dataset.Count).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pictures = batch.Select(dataset.ReadPicture).ToArray();
            var detections = detector.DetectBatch(pictures);
            for (var i = 0; i < batch.Length; i++)
                images.Add(new MeasuredImage(dataset.GetAnnotation(batch[i]), detections[i]));
            progress?.Report(images.Count);
        }
        return images;
    }
}
