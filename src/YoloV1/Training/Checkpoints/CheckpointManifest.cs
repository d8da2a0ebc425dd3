namespace YoloV1.Training;

/// <summary>What a checkpoint says besides its tensors: which training it is of, and where that is.</summary>
internal sealed record CheckpointManifest(int Seed, int BatchSize, int BatchesPerEpoch, long Updates, long EmaUpdates, TrainingState State);
