using YoloV1.Data;
using YoloV1.Evaluation;
using YoloV1.Inference;
using YoloV1.Models;
using YoloV1.Ranks;

namespace YoloV1.Training;

/// <summary>How good a network is on the validation images: a detector by its mAP, a classifier by its accuracy.</summary>
internal sealed record Measurement
{
    /// <summary>Of a detector; null of a classifier.</summary>
    public EvaluationReport? Report { get; private init; }

    /// <summary>The detections of each image.</summary>
    public IReadOnlyList<MeasuredImage> Images { get; private init; } = [];

    /// <summary>The thresholds that a detector was measured best with; null of a classifier.</summary>
    public DetectionThresholds? Thresholds { get; private init; }

    /// <summary>Of a classifier; null of a detector.</summary>
    public AccuracyReport? Accuracy { get; private init; }

    /// <summary>The value compared between epochs; null if no class has an object.</summary>
    public double? Score => Report is { } report ? report.Map : Accuracy?.Accuracy;

    /// <summary>Evaluates in float32, the default of a detector that loads the saved file.</summary>
    /// <remarks>Each rank measures its part of the images, and knows of all in the end.</remarks>
    public static Measurement Of(
        YoloV1Model model, bool isClassifier, IDetectionDataset validation, TrainingOptions options, RankGroup ranks,
        CancellationToken cancellationToken)
    {
        var precision = model.Precision;
        model.Precision = Precision.Float32;
        try
        {
            return isClassifier
                ? new() { Accuracy = AccuracyReport.Measure(model, validation, options, ranks, cancellationToken) }
                : OfDetector(model, validation, options, ranks, cancellationToken);
        }
        finally
        {
            model.Precision = precision;
        }
    }

    private static Measurement OfDetector(
        YoloV1Model model, IDetectionDataset validation, TrainingOptions options, RankGroup ranks, CancellationToken cancellationToken)
    {
        var thresholds = new DetectionThresholds { Suppression = options.Suppression };
        using var detector = new Detector(
            model, validation.Classes, new DetectorOptions { Device = options.Device, Thresholds = thresholds });
        var images = new DividedImages(ranks, validation, Evaluator.BatchSize).Detect(detector, cancellationToken);
        var measured = MeasuredSet.From(validation.Classes, images);
        return new()
        {
            Report = VocMetric.Voc10.Measure(measured, new Bootstrap()),
            Images = images,
            Thresholds = DetectionCurves.Of(measured).Best(thresholds),
        };
    }
}
