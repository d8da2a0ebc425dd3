using BenchmarkDotNet.Attributes;
using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A 3x3 convolution of 64 to 128 channels and its activation by oneDNN's fused operator, beside torch's plain ones.</summary>
public class ConvolutionPart : TensorPart
{
    private const int Inputs = 64;
    private const int Outputs = 128;
    private const double Slope = 0.1;

    private readonly Tensor _weight = randn([Outputs, Inputs, 3, 3], generator: new Generator(1)) / (9 * Inputs);
    private readonly Tensor _bias = randn([Outputs], generator: new Generator(2));
    private Tensor _maps = zeros(0);
    private Tensor _packed = zeros(0);

    /// <summary>The side of the feature map.</summary>
    [Params(56)]
    public override int Size { get; set; }

    protected override void Prepare()
    {
        using var inference = inference_mode();
        _maps = ChannelsLast.Of(randn([1, Inputs, Size, Size], generator: new Generator(3)));
        if (OneDnn.IsAvailable)
            _packed = OneDnn.PackConvolution(_weight, stride: 1, padding: 1, _maps.shape);
    }

    protected override Tensor ComputeReference() => OneDnn.Plain.Convolve(_maps, _weight, _bias, stride: 1, padding: 1, Slope);

    // Where the operator is not to be had, detection takes the plain ones as well.
    protected override Tensor ComputeProduct() => OneDnn.IsAvailable
        ? OneDnn.Convolve(_maps, _packed, _bias, stride: 1, padding: 1, Slope)
        : ComputeReference();
}
