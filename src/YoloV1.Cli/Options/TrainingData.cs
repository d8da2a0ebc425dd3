using YoloV1.Data;

namespace YoloV1.Cli.Options;

/// <summary>The data sets for training and evaluation.</summary>
/// <param name="Train">What to learn.</param>
/// <param name="Validation">What to measure on; null where nothing is to be measured.</param>
/// <param name="HeldOut">The fraction that was held out for that; null where the data set has a split for it.</param>
internal sealed record TrainingData(FileDataset Train, FileDataset? Validation, double? HeldOut = null);
