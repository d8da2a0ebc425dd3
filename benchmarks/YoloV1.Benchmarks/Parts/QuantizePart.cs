using BenchmarkDotNet.Attributes;
using YoloV1.Inference;
using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A feature map of 16 channels rounded to bytes, beside torch's quantisation and the bytes taken from it.</summary>
public class QuantizePart : TensorPart
{
    private static readonly Quantization Levels = Quantization.Covering(new ValueRange(-1, 4));
    private Tensor _maps = zeros(0);

    /// <summary>The side of the feature map.</summary>
    [Params(224)]
    public override int Size { get; set; }

    protected override void Prepare() => _maps = randn([1, Size, Size, 16], generator: new Generator(1));

    protected override Tensor ComputeReference() => Levels.Round(_maps).int_repr();

    protected override Tensor ComputeProduct() => QuantizeKernel.Round(_maps, Levels);
}
