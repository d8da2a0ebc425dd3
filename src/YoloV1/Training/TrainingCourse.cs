using YoloV1.Evaluation;

namespace YoloV1.Training;

/// <summary>
/// Where a training is and how it goes: whether its losses are sound, which measurement is the best, and when it is over.
/// </summary>
/// <remarks>All of that is judged here, and nowhere else is the state replaced.</remarks>
internal sealed class TrainingCourse(TrainingOptions options, int stepsPerEpoch)
{
    private const double MostOfUsualLoss = 20;

    public TrainingState State { get; private set; } = new();

    public int StepsPerEpoch => stepsPerEpoch;

    /// <summary>Steps of the whole training.</summary>
    public long Steps => options.StepsIn(stepsPerEpoch);

    /// <summary>Epochs of the whole training.</summary>
    public int Epochs => options.EpochsIn(stepsPerEpoch);

    /// <summary>Steps of this epoch that are still to be done.</summary>
    public int StepsLeft => (int)Math.Min(stepsPerEpoch - State.Batch, Steps - State.Step);

    /// <summary>The rate of the next step.</summary>
    public double LearningRate => options.LearningRateAt(State.Step, stepsPerEpoch);

    /// <summary>
    /// Whether the last loss is near the usual ones: a training that runs away passes through finite states that are not worth going on
    /// from.
    /// </summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>Whether the epoch that is done is one to measure after.</summary>
    public bool IsMeasurementDue => (State.Epoch + 1) % options.MeasureEvery == 0 || State.Step >= Steps;

    /// <summary>Whether no epoch is left to do or to end, or the measurements have not improved for too long.</summary>
    /// <remarks>An epoch that is done but not yet ended is one that was stopped while it was measured.</remarks>
    public bool IsOver => State.Batch == 0 && (State.Step >= Steps || IsStale);

    /// <summary>How it ended, once it is over.</summary>
    public TrainingSummary Summary => new(State.Epoch, State.Step, State.BestScore, State.BestEpoch, StoppedEarly: State.Step < Steps)
    {
        BestInterval = State.BestInterval,
    };

    private bool IsStale => options.Patience > 0 && State.BestScore is not null && State.Epoch - 1 - State.BestEpoch >= options.Patience;

    /// <summary>Continues from a checkpoint.</summary>
    public void ResumeFrom(TrainingState state) => State = state;

    /// <summary>Counts a step.</summary>
    public void EndStep(LossValues loss, double learningRate, int lostObjects, TimeSpan wait, TimeSpan duration)
    {
        State = State with
        {
            Batch = State.Batch + 1,
            Step = State.Step + 1,
            LossSum = State.LossSum.Plus(loss),
            UsualLoss = State.UsualLoss ?? loss.Total,
            LostObjects = State.LostObjects + lostObjects,
            Seconds = State.Seconds + duration.TotalSeconds,
            WaitSeconds = State.WaitSeconds + wait.TotalSeconds,
            LearningRate = learningRate,
        };
        IsSound = loss.Total <= MostOfUsualLoss * State.UsualLoss;
    }

    /// <summary>Keeps a measurement of this epoch where it is better than all before it.</summary>
    /// <returns>Whether it is.</returns>
    public bool KeepIfBest(double? score, ConfidenceInterval? interval)
    {
        if (State.BestScore is { } best && !(score > best))
            return false;
        State = State with { BestScore = score, BestInterval = interval, BestEpoch = State.Epoch };
        return true;
    }

    /// <summary>Goes to the beginning of the next epoch.</summary>
    public void EndEpoch() => State = State with
    {
        Epoch = State.Epoch + 1,
        Batch = 0,
        LossSum = default,
        LostObjects = 0,
        Seconds = 0,
        WaitSeconds = 0,
        UsualLoss = Math.Min(State.UsualLoss ?? double.MaxValue, State.LossSum.Total / State.Batch),
    };
}
