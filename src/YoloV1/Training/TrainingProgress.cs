using YoloV1.Data;

namespace YoloV1.Training;

/// <summary>Where a training is after a step.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Step">The step of the whole training, from 0.</param>
/// <param name="Steps">Steps of the whole training.</param>
/// <param name="LearningRate">The rate of the step.</param>
/// <param name="Loss">The parts of its loss.</param>
/// <param name="ImagesPerSecond">Speed since the epoch began.</param>
/// <param name="Batch">The batch of the step; disposed after the event.</param>
public sealed record TrainingProgress(
    int Epoch, long Step, long Steps, double LearningRate, LossValues Loss, double ImagesPerSecond, Batch Batch)
{
    /// <summary>The part of the epoch's time so far that its steps waited for their images, 0 to 1.</summary>
    public double WaitShare { get; init; }

    /// <summary>Images of the step; <see cref="Batch"/> has this rank's, where several train together.</summary>
    internal int Images { get; init; } = Batch.Annotations.Count;

    /// <summary>How long the remaining steps take at this speed, without the measurements between them.</summary>
    public TimeSpan TimeLeft => TimeSpan.FromSeconds((Steps - Step - 1) * Images / ImagesPerSecond);

    /// <summary>One line: <c>epoch 3, step 120 of 400: loss 1.234 (coordinates ...), 41.5 images/s, rate 0.005</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"epoch {Epoch + 1}, step {Step + 1} of {Steps}: loss {Loss}, {ImagesPerSecond:0.0} images/s, rate {LearningRate:0.######}");
}
