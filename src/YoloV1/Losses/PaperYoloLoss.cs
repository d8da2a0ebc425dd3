using static TorchSharp.torch;

namespace YoloV1.Losses;

/// <summary>The loss of the paper (equation 3) as Darknet's detection layer computes it.</summary>
/// <remarks>
/// One box of a cell answers for the cell's object. It learns the object's box, and as its confidence the IoU it has with it; all other
/// boxes learn confidence 0. The value is half the weighted sum of squares, averaged over the images, so that its gradient is
/// Darknet's delta and the learning rates of the paper and of Darknet's configurations have the same meaning here.
/// </remarks>
public sealed class PaperYoloLoss : DetectionLoss
{
    private readonly LossWeights weights;
    private readonly BoxSizeEncoding sizes;

    /// <summary>The loss of a grid.</summary>
    /// <param name="grid">S, B and C.</param>
    /// <param name="weights">How much each part counts; null for the paper's.</param>
    /// <param name="sizes">The encoding of the w and h channels: Darknet's <c>sqrt</c>.</param>
    public PaperYoloLoss(GridShape grid, LossWeights? weights = null, BoxSizeEncoding sizes = BoxSizeEncoding.SquareRoot)
        : base(nameof(PaperYoloLoss), grid)
    {
        this.weights = weights ?? LossWeights.Paper;
        this.sizes = sizes;
    }

    /// <summary>A mean over the images.</summary>
    internal override double ShareOf(long part, long whole) => (double)part / whole;

    private protected override LossParts Parts(Tensor predictions, Tensor target)
    {
        var (n, s) = (predictions.shape[0], Grid.S);
        var boxes = predictions[.., .., .., Grid.Boxes].reshape(n, s, s, Grid.B, GridShape.BoxChannels);  // [N, S, S, B, 5]
        var truth = target[.., .., .., ..GridShape.BoxChannels].unsqueeze(3);         // [N, S, S, 1, 5]
        var hasObject = truth[.., .., .., .., 4];                                    // [N, S, S, 1]

        var found = ResponsibleBoxes.Find(boxes, truth, sizes);
        var (responsible, overlap) = found;                                          // [N, S, S, B] each
        var confidence = boxes[.., .., .., .., 4];                                   // [N, S, S, B]
        var learned = weights.Rescore ? overlap : ones_like(overlap);

        var boxErrors = (boxes[.., .., .., .., ..4] - truth[.., .., .., .., ..4]) * responsible.unsqueeze(-1);
        var classErrors = (predictions[.., .., .., Grid.Classes] - target[.., .., .., Grid.Classes]) * hasObject;
        return new LossParts(
            Coordinates: SumOfSquares(weights.Coordinates / (2.0 * n), boxErrors),
            Object: SumOfSquares(weights.Object / (2.0 * n), (confidence - learned) * responsible),
            NoObject: SumOfSquares(weights.NoObject / (2.0 * n), confidence * (ones_like(responsible) - responsible)),
            Class: SumOfSquares(weights.Class / (2.0 * n), classErrors))
        {
            Responsible = found,
        };
    }
}
