namespace YoloV1.Training;

/// <summary>The metadata of a checkpoint: which training it belongs to, and its position.</summary>
internal sealed record CheckpointManifest(int Seed, int BatchSize, int BatchesPerEpoch, long Updates, long EmaUpdates, TrainingState State)
{
    /// <summary>Whether a training can be there. A file may say anything, and leave anything out.</summary>
    public bool IsPossible => State is { Epoch: >= 0, Batch: >= 0, Step: >= 0, LostObjects: >= 0, Seconds: >= 0, WaitSeconds: >= 0 }
        && Updates >= 0 && EmaUpdates >= 0 && BestEpochIsPast
        && State.Batch <= BatchesPerEpoch && State.Step <= (long)State.Epoch * BatchesPerEpoch + State.Batch;

    private bool BestEpochIsPast => State.BestEpoch >= 0 && State.BestEpoch <= State.Epoch;
}
