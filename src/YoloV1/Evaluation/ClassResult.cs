namespace YoloV1.Evaluation;

/// <summary>How well one class was found.</summary>
/// <param name="Name">The class.</param>
/// <param name="Ap">Average precision, 0 to 1; null when there is nothing to find.</param>
/// <param name="Truths">Objects to find, without the difficult ones.</param>
/// <param name="Detections">Detections of the class.</param>
public sealed record ClassResult(string Name, double? Ap, int Truths, int Detections);
