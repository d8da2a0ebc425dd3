using YoloV1.Evaluation;

namespace YoloV1.Training;

/// <summary>What an epoch gave.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="LearningRate">The rate of its last step.</param>
/// <param name="Loss">The mean of its steps' losses.</param>
/// <param name="LostObjects">Objects that had no cell of their own.</param>
/// <param name="Duration">How long its steps took.</param>
/// <param name="Validation">The measurement on the validation set, where one was made.</param>
public sealed record EpochReport(
    int Epoch, double LearningRate, LossValues Loss, int LostObjects, TimeSpan Duration, EvaluationReport? Validation);
