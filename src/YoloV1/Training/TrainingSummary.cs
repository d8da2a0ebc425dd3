using YoloV1.Evaluation;

namespace YoloV1.Training;

/// <summary>How a training ended.</summary>
/// <param name="Epochs">Epochs done.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="BestScore">
/// The best result on the validation set: a detector's mAP (VOC10, IoU 0.5), or a classifier's accuracy; null without a
/// measurement.
/// </param>
/// <param name="BestEpoch">The epoch that gave it, from 0.</param>
/// <param name="StoppedEarly">Whether it ended because nothing improved for as long as the options' patience.</param>
public sealed record TrainingSummary(int Epochs, long Steps, double? BestScore, int BestEpoch, bool StoppedEarly)
{
    /// <summary>
    /// How far <see cref="BestScore"/> would swing on other images, see <see cref="Bootstrap"/>; null without one, and of a classifier.
    /// </summary>
    public ConfidenceInterval? BestInterval { get; init; }
}
