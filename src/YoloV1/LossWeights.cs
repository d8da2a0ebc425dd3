namespace YoloV1;

/// <summary>How much each part of the loss counts; the paper's weights by default.</summary>
/// <param name="Coordinates">
/// lambda_coord, Darknet's <c>coord_scale</c>: boxes are few among many outputs, so their errors count more.
/// </param>
/// <param name="Object"><c>object_scale</c>: confidence of the boxes that answer for an object.</param>
/// <param name="NoObject">lambda_noobj, <c>noobject_scale</c>: most boxes hold no object, and would drown the others.</param>
/// <param name="Class"><c>class_scale</c>: class probabilities of the cells with an object.</param>
/// <param name="Rescore"><c>rescore</c>: whether the confidence to learn is the IoU, or 1.</param>
public sealed record LossWeights(double Coordinates = 5, double Object = 1, double NoObject = 0.5, double Class = 1, bool Rescore = true)
{
    /// <summary>The paper's weights.</summary>
    public static LossWeights Paper { get; } = new();
}
