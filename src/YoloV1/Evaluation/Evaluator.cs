using YoloV1.Data;
using YoloV1.Inference;

namespace YoloV1.Evaluation;

/// <summary>Runs a detector over a data set and measures what it finds.</summary>
public static class Evaluator
{
    private const int BatchSize = 8;

    /// <summary>Detects in every image. Pass a detector with <see cref="DetectorOptions.ForMeasuring"/>, or the curves are cut short.</summary>
    /// <param name="detector">What is measured; its classes are matched with the data set's by their order.</param>
    /// <param name="dataset">Images and truths. Truths come from here as they are, never from the encoded grid.</param>
    /// <param name="progress">Gets the number of images done.</param>
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

        var measured = new List<MeasuredImage>(dataset.Count);
        foreach (var batch in Enumerable.Range(0, dataset.Count).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var images = batch.Select(dataset.ReadImage).ToArray();
            var detections = detector.DetectBatch(images);
            for (var i = 0; i < batch.Length; i++)
                measured.Add(new MeasuredImage(dataset.GetAnnotation(batch[i]), detections[i]));
            progress?.Report(measured.Count);
        }
        return measured;
    }
}
