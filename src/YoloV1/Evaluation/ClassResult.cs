using System.Globalization;
using YoloV1.Files;

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

    /// <summary>The class with its AP: <c>cat: AP 0.7100, 12 objects, 40 detections</c>.</summary>
    public override string ToString()
    {
        var ap = Ap is { } value ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "unknown";
        return $"{Name}: AP {ap}, {Printable.Count(Truths, "object")}, {Printable.Count(Detections, "detection")}";
    }
}
