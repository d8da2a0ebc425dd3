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
/// <param name="Validation">The measurement on the validation set, where one was made: mAP by VOC10, or top-1 of a classifier.</param>
/// <param name="IsBest">Whether the measurement is the best so far.</param>
/// <param name="Model">The network that was measured: the moving average where there is one.</param>
public sealed record EpochReport(
    int Epoch, double LearningRate, LossValues Loss, DetectionDiagnostics Diagnostics, int LostObjects, TimeSpan Duration,
    EvaluationReport? Validation, bool IsBest, YoloV1Model Model)
{
    /// <summary>The part of its time that its steps waited for their images, 0 to 1; that is not in the duration.</summary>
    public double WaitShare { get; init; }

    /// <summary>What was found on each validation image, every candidate of a score over 0.001; empty without a measurement, and of a classifier.</summary>
    public IReadOnlyList<MeasuredImage> Images { get; init; } = [];
}
