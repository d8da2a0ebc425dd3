using TorchSharp;
using static TorchSharp.torch;

namespace YoloV1.Losses;

/// <summary>
/// Cross entropy between the class scores of a cell and its object's class, a mean over the images; boxes and confidences count nothing.
/// </summary>
/// <remarks>The loss for pretraining a backbone (section 2.2 of the paper): an image of one object is a grid of one cell.</remarks>
internal sealed class ClassificationLoss : DetectionLoss
{
    /// <summary>The loss of a grid.</summary>
    public ClassificationLoss(GridShape grid)
        : base(nameof(ClassificationLoss), grid)
    {
    }

    /// <summary>A mean over the images.</summary>
    internal override double ShareOf(long part, long whole) => (double)part / whole;

    private protected override LossParts Parts(Tensor predictions, Tensor target)
    {
        using var share = (-1.0 / predictions.shape[0]).ToScalar();
        var logarithms = nn.functional.log_softmax(predictions[.., .., .., Grid.Classes], -1);    // [N, S, S, C]
        var truth = target[.., .., .., Grid.Classes];                                // [N, S, S, C], 1 for the object's class
        var nothing = zeros_like(predictions[0, 0, 0, 0]);
        return new LossParts(nothing, nothing, nothing, Class: (logarithms * truth).sum() * share);
    }
}
