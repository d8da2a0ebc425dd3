using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A product of <c>tiny</c>'s fully connected layer in float32, 12,544 -> 1,470, beside torch's operator.</summary>
public abstract class FullyConnectedPart : TensorPart
{
    private const int Inputs = 12_544;
    private const int Outputs = 1_470;

    protected Tensor Weight { get; } = randn([Outputs, Inputs], generator: new Generator(1)) / Inputs;

    protected Tensor Bias { get; } = randn([Outputs], generator: new Generator(2));

    /// <summary>[N, in].</summary>
    protected Tensor Maps { get; private set; } = zeros(0);

    /// <summary>The output's gradient, [N, out].</summary>
    protected Tensor Gradient { get; private set; } = zeros(0);

    /// <summary>Images at once.</summary>
    [Params(4, 8, 32)]
    public override int Size { get; set; }

    protected sealed override void Prepare()
    {
        Maps = randn([Size, Inputs], generator: new Generator(3));
        Gradient = randn([Size, Outputs], generator: new Generator(4));
    }
}
