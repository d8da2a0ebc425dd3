using System.Text.Json.Serialization;
using YoloV1.Evaluation;

namespace YoloV1.Training;

/// <summary>The state of a training apart from its tensors: the next step and the best result so far.</summary>
internal sealed record TrainingState
{
    /// <summary>The epoch that the next step belongs to, from 0.</summary>
    public int Epoch { get; init; }

    /// <summary>Its steps that are done.</summary>
    public int Batch { get; init; }

    /// <summary>Steps done of the whole training.</summary>
    public long Step { get; init; }

    /// <summary>The sum of the losses of this epoch's steps.</summary>
    public LossValues LossSum { get; init; }

    /// <summary>Objects of this epoch that had no cell of their own.</summary>
    public int LostObjects { get; init; }

    /// <summary>Time that this epoch's steps took, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Time that they waited for their images besides, in seconds.</summary>
    public double WaitSeconds { get; init; }

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate { get; init; }

    /// <summary>
    /// The lowest mean loss of an epoch so far, in the first epoch the loss of the first step: what a loss has to be near to be worth
    /// keeping.
    /// </summary>
    public double? UsualLoss { get; init; }

    /// <summary>The best mAP so far, or the best accuracy of a classifier; null before the first measurement.</summary>
    [JsonPropertyName("BestMap")]
    public double? BestScore { get; init; }

    /// <summary>How far it would swing on other images; null before the first measurement, and of a classifier.</summary>
    public ConfidenceInterval? BestInterval { get; init; }

    /// <summary>The epoch that gave it, from 0.</summary>
    public int BestEpoch { get; init; }

    /// <summary>The part of this epoch's time that its steps waited for their images, 0 to 1.</summary>
    internal double WaitShare => WaitSeconds > 0 ? WaitSeconds / (Seconds + WaitSeconds) : 0;
}
