using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Losses;

/// <summary>How wrong predictions are: a scalar, and the parts that it is the sum of.</summary>
public abstract class DetectionLoss : Module<Tensor, Tensor, Tensor>
{
    private protected DetectionLoss(string name, GridShape grid)
        : base(name) => Grid = grid;

    /// <summary>S, B and C of the predictions.</summary>
    public GridShape Grid { get; }

    /// <summary>The parts of the loss.</summary>
    /// <param name="predictions">[N, S, S, D], the network's output.</param>
    /// <param name="target">[N, S, S, D], as <c>GridEncoder</c> writes it.</param>
    /// <exception cref="ArgumentException">One of the two has another shape.</exception>
    public LossParts Measure(Tensor predictions, Tensor target)
    {
        ThrowIfMisshapen(predictions, nameof(predictions));
        ThrowIfMisshapen(target, nameof(target));
        if (predictions.shape[0] != target.shape[0])
            throw new ArgumentException($"{predictions.shape[0]} predictions do not match {target.shape[0]} targets.");
        return Parts(predictions, target);
    }

    /// <summary>The sum of the parts, a scalar.</summary>
    public override Tensor forward(Tensor predictions, Tensor target) => Measure(predictions, target).Total;

    /// <summary>
    /// The share of a micro-batch in the loss of the whole batch: shares times losses add up to it.
    /// </summary>
    internal abstract double ShareOf(long part, long whole);

    private protected abstract LossParts Parts(Tensor predictions, Tensor target);

    /// <summary>The weighted sum of squares; the scalar is held until torch has read it.</summary>
    private protected static Tensor SumOfSquares(double weight, Tensor errors)
    {
        using var scalar = weight.ToScalar();
        return errors.square().sum() * scalar;
    }

    private void ThrowIfMisshapen(Tensor tensor, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        if (tensor.dim() != 4 || tensor.shape[1] != Grid.S || tensor.shape[2] != Grid.S || tensor.shape[3] != Grid.D)
            throw new ArgumentException(
                $"The {name} are [{string.Join(", ", tensor.shape)}]; the grid takes [N, {Grid.S}, {Grid.S}, {Grid.D}].", name);
    }
}
