using static System.FormattableString;

namespace YoloV1;

/// <summary>An object that a person marked on an image.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="ClassId">The class, an index into the data set's <see cref="ClassNames"/>.</param>
/// <param name="Difficult">Pascal VOC's flag: measured neither as found nor as missed.</param>
/// <param name="Crowd">
/// COCO's <c>iscrowd</c>: one box around many objects; not trained on, and a detection in it is not counted as wrong.
/// </param>
public readonly record struct LabeledBox(Box Box, int ClassId, bool Difficult = false, bool Crowd = false)
{
    /// <summary>Pascal VOC's flag: a part of the object lies outside its box, mostly beyond the image's edge.</summary>
    public bool Truncated { get; init; }

    /// <summary>The class, the box and the flags that are set: <c>class 3, 0.25x0.5 around (0.4, 0.6), difficult</c>.</summary>
    public override string ToString() =>
        Invariant($"class {ClassId}, {Box}{(Difficult ? ", difficult" : "")}{(Crowd ? ", crowd" : "")}{(Truncated ? ", truncated" : "")}");
}
