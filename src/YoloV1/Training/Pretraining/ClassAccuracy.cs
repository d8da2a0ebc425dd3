namespace YoloV1.Training;

/// <summary>How a classifier does on one class.</summary>
/// <param name="Name">The class.</param>
/// <param name="Accuracy">The part of its images that are classified correctly, 0 to 1; null where it has none.</param>
/// <param name="Images">Its images.</param>
/// <param name="Answers">How often it was the answer, to images of any class.</param>
internal sealed record ClassAccuracy(string Name, double? Accuracy, int Images, int Answers);
