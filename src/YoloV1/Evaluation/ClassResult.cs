namespace YoloV1.Evaluation;

/// <summary>How well one class was found.</summary>
/// <param name="Name">The class.</param>
/// <param name="Ap">Average precision, 0 to 1; null when there is nothing to find.</param>
/// <param name="Truths">Objects to find, without the difficult ones (VOC) or the crowds (COCO).</param>
/// <param name="Detections">Detections of the class.</param>
public sealed record ClassResult(string Name, double? Ap, int Truths, int Detections)
{
    /// <summary>Average precision at an IoU of 0.5; null when it was not measured.</summary>
    public double? Ap50 { get; init; }
}
