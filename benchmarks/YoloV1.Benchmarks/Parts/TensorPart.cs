using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A part of the network's run, whose two sides give a tensor.</summary>
public abstract class TensorPart : Part<Tensor>
{
    private Tensor _last = zeros(0);

    /// <summary>The plain code.</summary>
    protected abstract Tensor ComputeReference();

    /// <summary>The product.</summary>
    protected abstract Tensor ComputeProduct();

    protected sealed override Tensor RunReference() => Keep(ComputeReference);

    protected sealed override Tensor RunProduct() => Keep(ComputeProduct);

    protected sealed override IEnumerable<double> NumbersOf(Tensor result) =>
        result.to(ScalarType.Float32).contiguous().data<float>().Select(number => (double)number);

    // A result is let go with the next one.
    private Tensor Keep(Func<Tensor> compute)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        _last.Dispose();
        return _last = compute().DetachFromDisposeScope();
    }
}
