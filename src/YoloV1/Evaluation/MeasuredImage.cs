using YoloV1.Data;
using YoloV1.Files;

namespace YoloV1.Evaluation;

/// <summary>An image of a data set with its ground truth and its detections.</summary>
/// <param name="Annotation">Its name, its size and the objects that people marked.</param>
/// <param name="Detections">The detections.</param>
public sealed record MeasuredImage(Annotation Annotation, IReadOnlyList<Detection> Detections)
{
    internal IEnumerable<TruthBox> Truths => Annotation.Boxes.Select(label => TruthBox.From(Annotation.Name, Annotation.Size, label));

    internal IEnumerable<ScoredBox> Scored => Detections.Select(detection => ScoredBox.From(Annotation.Name, Annotation.Size, detection));

    /// <summary>The image, and how much is on it and was found: <c>a.jpg, 500x375, 3 objects; 5 detections</c>.</summary>
    public override string ToString() => $"{Annotation}; {Printable.Count(Detections.Count, "detection")}";
}
