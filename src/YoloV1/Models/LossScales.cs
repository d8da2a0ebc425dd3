namespace YoloV1.Models;

/// <summary>How a network was meant to be trained, as Darknet's <c>[detection]</c> says it; the paper's numbers by default.</summary>
/// <param name="Coordinates"><c>coord_scale</c>: errors of the responsible boxes' places and sizes.</param>
/// <param name="Object"><c>object_scale</c>: confidence of the responsible boxes.</param>
/// <param name="NoObject"><c>noobject_scale</c>: confidence of all other boxes.</param>
/// <param name="Class"><c>class_scale</c>: class scores of the cells with an object.</param>
/// <param name="Rescore"><c>rescore</c>: whether the confidence to learn is the IoU, or 1.</param>
public sealed record LossScales(double Coordinates = 5, double Object = 1, double NoObject = 0.5, double Class = 1, bool Rescore = true);
