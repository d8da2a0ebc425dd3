using BenchmarkDotNet.Attributes;
using YoloV1.Inference;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>The connected layer of <c>tiny</c> in float32, 12,544 -> 1,470, beside torch's operator.</summary>
public class FewPicturesPart : TensorPart
{
    private const int Inputs = 12_544;
    private const int Outputs = 1_470;
    private readonly Tensor _weight = randn([Outputs, Inputs], generator: new Generator(1)) / Inputs;
    private readonly Tensor _bias = randn([Outputs], generator: new Generator(2));
    private Tensor _maps = zeros(0);

    /// <summary>Pictures at once.</summary>
    [Params(4, 8, 32)]
    public override int Size { get; set; }

    protected override void Prepare() => _maps = randn([Size, Inputs], generator: new Generator(3));

    protected override Tensor ComputeReference() => nn.functional.linear(_maps, _weight, _bias);

    protected override Tensor ComputeProduct() => FewPictures.Connect(_maps, _weight, _bias);
}
