using YoloV1.Models;

namespace YoloV1.Training;

/// <summary>A checkpoint that was written.</summary>
/// <param name="Path">Its file.</param>
/// <param name="State">The state in it.</param>
/// <param name="Model">The network as it is measured and kept: the moving average where there is one.</param>
internal sealed record CheckpointReport(string Path, TrainingState State, YoloV1Model Model);
