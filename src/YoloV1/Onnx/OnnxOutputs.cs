namespace YoloV1.Onnx;

/// <summary>How far an ONNX graph goes from the network's outputs to detections.</summary>
public enum OnnxOutputs
{
    /// <summary>The prediction as the network gives it: <c>grid</c> [N, S, S, D].</summary>
    Grid,

    /// <summary>
    /// Every box and its score for every class: <c>boxes</c> [N, S * S * B, 4], the left, top, right and bottom edges as fractions
    /// of the image, and <c>scores</c> [N, S * S * B, C], cell by cell, box by box.
    /// </summary>
    Boxes,

    /// <summary>
    /// The detections after the score threshold and non-maximum suppression in each class: <c>boxes</c> [K, 4], edges clipped to the
    /// image, <c>scores</c> [K], <c>class_ids</c> [K] and <c>image_ids</c> [K], the place of the image in the batch.
    /// Image by image, the best score first. A box beside the image is left without extent.
    /// </summary>
    Detections,
}
