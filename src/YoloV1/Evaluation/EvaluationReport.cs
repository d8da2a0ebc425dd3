using System.Globalization;
using YoloV1.Files;

namespace YoloV1.Evaluation;

/// <summary>The result of a metric for a set of detections.</summary>
/// <param name="Protocol">The rules it was measured by, such as <c>voc07</c>.</param>
/// <param name="Map">Mean average precision, 0 to 1, over the classes that have one; null when none has.</param>
/// <param name="Map50">The same at an IoU of 0.5; null when it was not measured.</param>
/// <param name="Classes">Each class, in the order of their ids.</param>
public sealed record EvaluationReport(string Protocol, double? Map, double? Map50, IReadOnlyList<ClassResult> Classes)
{
    /// <summary>How far <see cref="Map"/> would swing on other images; null when that was not asked for.</summary>
    public ConfidenceInterval? MapInterval { get; init; }

    /// <summary>How far <see cref="Map50"/> would swing on other images; null when that was not asked for.</summary>
    public ConfidenceInterval? Map50Interval { get; init; }

    /// <summary>COCO's twelve metrics; null by other rules.</summary>
    public CocoNumbers? Coco { get; init; }

    /// <summary>The main result on one line: <c>voc10: mAP 0.6312 (0.5823 to 0.6790) over 20 classes</c>.</summary>
    public override string ToString()
    {
        var map = Map is { } value ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "unknown";
        var interval = MapInterval is { } ends ? $" ({ends})" : "";
        return $"{Protocol}: mAP {map}{interval} over {Printable.Count(Classes.Count, "class", "classes")}";
    }
}
