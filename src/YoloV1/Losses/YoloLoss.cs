using static TorchSharp.torch;

namespace YoloV1.Losses;

/// <summary>The notebook's loss: summed squared errors, the first box of each cell only, lambda_coord 5 and lambda_noobj 0.5.</summary>
/// <remarks>
/// A cell has an object where the target's first confidence is over 0. There, the first box is compared with the target's, and every
/// channel behind it is compared as if it were a class score: the other boxes too. Elsewhere only the first confidence counts. The sum
/// runs over the whole batch and is not divided by its size. <see cref="PaperYoloLoss"/> is the paper's.
/// </remarks>
public sealed class YoloLoss : DetectionLoss
{
    private const int Confidence = 4;

    private readonly LossWeights weights;

    /// <summary>The loss of an S x S grid of B boxes and C classes, with the paper's weights.</summary>
    public YoloLoss(int gridSize = 7, int boxesPerCell = 2, int classCount = 20)
        : this(new GridShape(gridSize, boxesPerCell, classCount), LossWeights.Paper)
    {
    }

    /// <summary>The loss of a grid with other weights.</summary>
    public YoloLoss(GridShape grid, LossWeights weights)
        : base(nameof(YoloLoss), grid) => this.weights = weights;

    /// <summary>A sum over the images.</summary>
    internal override double ShareOf(long part, long whole) => 1;

    private protected override LossParts Parts(Tensor predictions, Tensor target)
    {
        var confidence = target[.., .., .., Confidence..(Confidence + 1)];           // [N, S, S, 1]
        var hasObject = (confidence > zeros_like(confidence)).to_type(predictions.dtype);
        var errors = predictions - target;                                           // [N, S, S, D]
        var atObjects = errors * hasObject;                                          // [N, S, S, D], 0 elsewhere
        var elsewhere = errors[.., .., .., Confidence..(Confidence + 1)] * (ones_like(hasObject) - hasObject);               // [N, S, S, 1]

        return new LossParts(
            Coordinates: SumOfSquares(weights.Coordinates, atObjects[.., .., .., ..Confidence]),
            Object: SumOfSquares(weights.Object, atObjects[.., .., .., Confidence]),
            NoObject: SumOfSquares(weights.NoObject, elsewhere),
            Class: SumOfSquares(weights.Class, atObjects[.., .., .., (Confidence + 1)..]));
    }
}
