using BenchmarkDotNet.Attributes;
using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A feature map of 16 channels to bytes, beside torch's quantization and the bytes taken from it.</summary>
public class QuantizePart : TensorPart
{
    private const double Scale = 5.0 / 255;
    private const long Zero = 51;
    private Tensor _maps = zeros(0);

    /// <summary>The side of the feature map.</summary>
    [Params(224)]
    public override int Size { get; set; }

    protected override void Prepare() => _maps = randn([1, Size, Size, 16], generator: new Generator(1));

    protected override Tensor ComputeReference() => QuantizeKernel.Plain.Quantize(_maps, Scale, Zero);

    protected override Tensor ComputeProduct() => QuantizeKernel.Quantize(_maps, Scale, Zero);
}
