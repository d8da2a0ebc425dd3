using YoloV1.Evaluation;
using YoloV1.Losses;
using YoloV1.Models;

namespace YoloV1.Training;

/// <summary>What an epoch gave.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="LearningRate">The rate of its last step.</param>
/// <param name="Loss">The mean of its steps' losses.</param>
/// <param name="Diagnostics">How well boxes, classes and confidences did on its images while it learned from them.</param>
/// <param name="LostObjects">Objects that had no cell of their own.</param>
/// <param name="Duration">How long its steps took.</param>
/// <param name="Validation">A detector's measurement on the validation set by VOC10, where one was made; null of a classifier.</param>
/// <param name="IsBest">Whether the measurement is the best so far.</param>
/// <param name="Model">The network that was measured: the moving average where there is one.</param>
public sealed record EpochReport(
    int Epoch, double LearningRate, LossValues Loss, DetectionDiagnostics Diagnostics, int LostObjects, TimeSpan Duration,
    EvaluationReport? Validation, bool IsBest, YoloV1Model Model)
{
    /// <summary>
    /// The part of the validation images that a classifier classifies correctly, 0 to 1; null without a measurement, and of a detector.
    /// </summary>
    public double? Accuracy => ClassifierReport?.Accuracy;

    /// <summary>
    /// What decides which epoch is the best: a detector's mAP, or a classifier's <see cref="Accuracy"/>; null without a measurement.
    /// </summary>
    public double? Score => Validation is { } measured ? measured.Map : Accuracy;

    /// <summary>The part of its time that its steps waited for their images, 0 to 1; that is not in the duration.</summary>
    public double WaitShare { get; init; }

    /// <summary>
    /// The detections of each validation image with a score over 0.001; empty without an evaluation and for a classifier.
    /// </summary>
    public IReadOnlyList<MeasuredImage> Images { get; init; } = [];

    /// <summary>
    /// The thresholds for detection: the suppression that was measured with, and the score with the best mean F1; null without a
    /// measurement, and of a classifier.
    /// </summary>
    public DetectionThresholds? Thresholds { get; init; }

    /// <summary>A classifier's accuracy class by class.</summary>
    internal AccuracyReport? ClassifierReport { get; init; }

    /// <summary>One line: <c>epoch 3: loss 1.234 (coordinates ...), mAP 0.7100 (0.6312 to 0.7834), the best so far</c>.</summary>
    public override string ToString()
    {
        var interval = Validation?.MapInterval is { } ends ? $" ({ends})" : "";
        var score = Score is { } value ? FormattableString.Invariant($", {(Accuracy is null ? "mAP" : "accuracy")} {value:0.0000}") : "";
        return $"epoch {Epoch + 1}: loss {Loss}{score}{interval}{(IsBest ? ", the best so far" : "")}";
    }
}
