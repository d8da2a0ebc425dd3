using TorchSharp;
using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Losses;

/// <summary>Which box of a cell answers for the cell's object. Decided without a gradient.</summary>
/// <param name="Mask">[N, S, S, B], 1 for the responsible box of a cell with an object, 0 for all other boxes.</param>
/// <param name="Overlap">[N, S, S, B], the IoU of every box with the truth of its cell.</param>
internal sealed record ResponsibleBoxes(Tensor Mask, Tensor Overlap)
{
    private static readonly Scalar Zero = 0.0.ToScalar();
    private static readonly Scalar Half = 0.5.ToScalar();

    /// <summary>The box of the largest IoU with the truth; where none overlaps, the one of the smallest root mean squared error.</summary>
    /// <param name="boxes">Predictions, [N, S, S, B, 5].</param>
    /// <param name="truth">Truth, [N, S, S, 1, 5].</param>
    /// <param name="sizes">The encoding of the w and h channels.</param>
    public static ResponsibleBoxes Find(Tensor boxes, Tensor truth, BoxSizeEncoding sizes)
    {
        using var _ = no_grad();
        var s = boxes.shape[1];
        var (predicted, actual) = (ToImageUnits(boxes, s, sizes), ToImageUnits(truth, s, sizes));        // [N, S, S, B or 1, 4]

        var overlap = IouOf(predicted, actual);                                      // [N, S, S, B]
        var distance = (predicted - actual).square().sum(-1);                        // [N, S, S, B]; its order is the RMSE's
        var nothingOverlaps = overlap.amax([-1], keepdim: true) <= Zero;             // [N, S, S, 1]
        var best = where(nothingOverlaps, -distance, overlap).argmax(-1);            // [N, S, S]
        var mask = nn.functional.one_hot(best, boxes.shape[3]).to_type(boxes.dtype); // [N, S, S, B]
        mask *= truth[.., .., .., .., 4];                                            // 0 in cells without an object
        return new(mask, overlap);
    }

    /// <summary>
    /// x and y are offsets in a cell, so they are divided by S; the cell's own position is common to truth and prediction.
    /// </summary>
    private static Tensor ToImageUnits(Tensor boxes, long s, BoxSizeEncoding sizes)
    {
        using var cells = ((double)s).ToScalar();
        var centre = boxes[.., .., .., .., ..2] / cells;
        var size = boxes[.., .., .., .., 2..4];
        return cat([centre, sizes == BoxSizeEncoding.SquareRoot ? size.square() : size], -1);
    }

    private static Tensor IouOf(Tensor predicted, Tensor actual)
    {
        var (centre, size) = (predicted[.., .., .., .., ..2], predicted[.., .., .., .., 2..]);
        var (trueCentre, trueSize) = (actual[.., .., .., .., ..2], actual[.., .., .., .., 2..]);
        var low = maximum(centre - size * Half, trueCentre - trueSize * Half);
        var high = minimum(centre.add(size, Half), trueCentre.add(trueSize, Half));
        var intersection = (high - low).clamp_min(Zero).prod(-1);                       // [N, S, S, B]
        var union = size.prod(-1).add(trueSize.prod(-1), Scalars.One) - intersection;
        return where(intersection > Zero, intersection / union, zeros_like(intersection));
    }
}
