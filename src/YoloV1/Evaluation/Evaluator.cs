using YoloV1.Data;
using YoloV1.Imaging;
using YoloV1.Inference;

namespace YoloV1.Evaluation;

/// <summary>Runs a detector over a data set and measures the detections.</summary>
/// <example><code>
/// using var detector = Detector.Load("cards.safetensors");
/// var report = Evaluator.Measure(detector, Datasets.Open("cards", "val", detector.Classes), VocMetric.Voc10);
/// Console.WriteLine(report);   // voc10: mAP 0.8612 (0.8123 to 0.9090) over 6 classes
/// </code></example>
public static class Evaluator
{
    /// <summary>Images that are detected in at once.</summary>
    internal const int BatchSize = 8;

    /// <summary>
    /// Detects in every image, with <see cref="DetectionThresholds.ForMeasuringBy"/>, and measures the detections by a metric.
    /// </summary>
    /// <param name="detector">
    /// The detector that is measured. Of its thresholds the kind of suppression is used; score and IoU are those for measuring.
    /// </param>
    /// <param name="dataset">Images and their objects, of the detector's classes.</param>
    /// <param name="metric">The rules, such as <see cref="VocMetric.Voc10"/> or <see cref="CocoMetric.Default"/>.</param>
    /// <param name="progress">Gets the number of images done.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="ArgumentException">The data set has other class names than the detector, or the same in another order.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EvaluationReport Measure(
        Detector detector,
        IDetectionDataset dataset,
        IDetectionMetric metric,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var images = Detect(detector, dataset, progress, cancellationToken);
        return metric.Measure(MeasuredSet.From(dataset.Classes, images));
    }

    /// <summary>
    /// Detects in every image, with <see cref="DetectionThresholds.ForMeasuringBy"/>: to measure by several metrics, or to look at the
    /// detections.
    /// </summary>
    /// <param name="detector">
    /// The detector that is measured. Of its thresholds the kind of suppression is used; score and IoU are those for measuring.
    /// </param>
    /// <param name="dataset">
    /// Images and their objects, of the detector's classes. The objects are taken as they are, not from the encoded grid.
    /// </param>
    /// <param name="progress">Gets the number of images done.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>The images in the data set's order.</returns>
    /// <exception cref="ArgumentException">The data set has other class names than the detector, or the same in another order.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<MeasuredImage> Detect(
        Detector detector, IDetectionDataset dataset, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return DetectReadable(detector, dataset, dataset.ReadImage, progress, cancellationToken);
    }

    /// <summary>The same, past images that cannot be read.</summary>
    /// <param name="detector">The detector that is measured.</param>
    /// <param name="dataset">Images and their objects, of the detector's classes.</param>
    /// <param name="read">The image at an index, asked for once in their order; null to leave it out.</param>
    /// <param name="progress">Gets the number of images done.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>The images that were read.</returns>
    internal static IReadOnlyList<MeasuredImage> DetectReadable(
        Detector detector,
        IDetectionDataset dataset,
        Func<int, RgbImage?> read,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(detector);
        CheckClasses(detector.Classes, dataset.Classes);
        var thresholds = DetectionThresholds.ForMeasuringBy(detector.Thresholds.Suppression);
        var measured = new List<MeasuredImage>(dataset.Count);
        foreach (var batch in Enumerable.Range(0, dataset.Count).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var images = batch.Select(index => (Index: index, Image: read(index))).Where(pair => pair.Image is not null).ToArray();
            var detections = images.Length == 0 ? [] : detector.DetectBatch([.. images.Select(pair => pair.Image!)], thresholds);
            measured.AddRange(images.Select((pair, i) => new MeasuredImage(dataset.GetAnnotation(pair.Index), detections[i])));
            progress?.Report(batch[^1] + 1);
        }
        return measured;
    }

    private static void CheckClasses(ClassNames detected, ClassNames annotated)
    {
        if (!detected.SequenceEqual(annotated))
        {
            throw new ArgumentException(
                $"The classes of the model ({string.Join(", ", detected)}) differ from those of the data set "
                    + $"({string.Join(", ", annotated)}); "
                + "open the data set with the detector's classes.");
        }
    }
}
