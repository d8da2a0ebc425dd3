namespace YoloV1.Cli.Charts;

/// <summary>The epochs of a training, column by column: what <see cref="TrainingChart"/> draws.</summary>
/// <remarks>Each column has a value for each epoch, or null if not measured; empty columns are left out.</remarks>
/// <param name="Title">The name of the training.</param>
/// <param name="Epochs">The numbers of the epochs, rising.</param>
internal sealed record TrainingChartData(string Title, IReadOnlyList<int> Epochs)
{
    /// <summary>The loss and its parts; the first is drawn as their sum.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<double?> Values)> Loss { get; init; } = [];

    /// <summary>Metrics on the validation set, 0 to 1, such as mAP.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<double?> Values)> Quality { get; init; } = [];

    /// <summary>The learning rates.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<double?> Values)> LearningRate { get; init; } = [];

    /// <summary>How well boxes, classes and confidences do while the network learns, 0 to 1.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<double?> Values)> Diagnostics { get; init; } = [];
}
