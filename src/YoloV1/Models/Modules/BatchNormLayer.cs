using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace YoloV1.Models;

/// <summary>Batch normalization of a fully connected layer's outputs, as a child of a head.</summary>
internal sealed class BatchNormLayer : Module<Tensor, Tensor>
{
    private readonly BatchNorm1d bn;
    private readonly BatchNormEpsilon epsilon;

    public BatchNormLayer(long features, BatchNormEpsilon epsilon)
        : base(nameof(BatchNormLayer))
    {
        bn = BatchNorm1d(features);
        this.epsilon = epsilon;
        RegisterComponents();
    }

    /// <summary>[N, features] to the same.</summary>
    public override Tensor forward(Tensor input) => Normalization.Of(bn, input, epsilon);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            bn.Dispose();
        base.Dispose(disposing);
    }
}
