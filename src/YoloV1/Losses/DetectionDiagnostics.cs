using static TorchSharp.torch;

namespace YoloV1.Losses;

/// <summary>How well boxes, classes and confidences do where there are objects and elsewhere: the means that Darknet prints.</summary>
/// <param name="AverageIou">Mean IoU of the boxes that answer for an object with that object.</param>
/// <param name="TrueClass">Mean score of the object's own class, in the cells with an object.</param>
/// <param name="AnyClass">Mean score of all classes, in the cells with an object.</param>
/// <param name="ObjectConfidence">Mean confidence of the boxes that answer for an object.</param>
/// <param name="AnyConfidence">Mean confidence of all boxes.</param>
/// <param name="Objects">Cells with an object.</param>
public readonly record struct DetectionDiagnostics(
    double AverageIou, double TrueClass, double AnyClass, double ObjectConfidence, double AnyConfidence, long Objects)
{
    /// <summary>Values that <see cref="Sums"/> gives.</summary>
    internal const int SumCount = 7;

    /// <summary>
    /// The sums behind the means, as a tensor [7] on the device of the predictions: sums of several batches can be added there.
    /// </summary>
    /// <param name="grid">S, B and C.</param>
    /// <param name="sizes">The encoding of the w and h channels.</param>
    /// <param name="predictions">[N, S, S, D].</param>
    /// <param name="target">[N, S, S, D].</param>
    /// <param name="found">The responsible boxes, where the loss has found them already.</param>
    internal static Tensor Sums(GridShape grid, BoxSizeEncoding sizes, Tensor predictions, Tensor target, ResponsibleBoxes? found = null)
    {
        using var noGradient = no_grad();
        var (n, s) = (predictions.shape[0], grid.S);
        var boxes = predictions[.., .., .., grid.Boxes].reshape(n, s, s, grid.B, GridShape.BoxChannels);  // [N, S, S, B, 5]
        var truth = target[.., .., .., ..GridShape.BoxChannels].unsqueeze(3);        // [N, S, S, 1, 5]
        var hasObject = truth[.., .., .., .., 4];                                    // [N, S, S, 1]
        var (responsible, overlap) = found ?? ResponsibleBoxes.Find(boxes, truth, sizes);                 // [N, S, S, B] each
        var confidence = boxes[.., .., .., .., 4];                                   // [N, S, S, B]
        var scores = predictions[.., .., .., grid.Classes] * hasObject;              // [N, S, S, C]
        return stack([
            (overlap * responsible).sum(), (scores * target[.., .., .., grid.Classes]).sum(), scores.sum(),
            (confidence * responsible).sum(),
            confidence.sum(), hasObject.sum(), ones_like(confidence).sum()]);
    }

    /// <summary>The means, from sums of <see cref="Sums"/>; 0 where there was nothing to take the mean of.</summary>
    internal static DetectionDiagnostics Of(ReadOnlySpan<double> sums, int classCount)
    {
        var (objects, boxes) = (sums[5], sums[6]);
        return new(
            Mean(sums[0], objects), Mean(sums[1], objects), Mean(sums[2], objects * classCount), Mean(sums[3], objects),
            Mean(sums[4], boxes), (long)objects);
        static double Mean(double sum, double count) => count > 0 ? sum / count : 0;
    }
}
