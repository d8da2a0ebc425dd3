using BenchmarkDotNet.Attributes;
using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A pool of two by two over 16 channels in float32, beside torch's, which also writes the index of each value.</summary>
public class MaxPoolPart : TensorPart
{
    private Tensor _maps = zeros(0);
    private PoolWindows _windows = new(2, 2, 0, 0, 0, 0);

    /// <summary>The side of the feature map.</summary>
    [Params(448)]
    public override int Size { get; set; }

    protected override void Prepare()
    {
        _maps = ChannelsLast.Of(randn([1, 16, Size, Size], generator: new Generator(1)));
        _windows = _windows with { Height = Size / 2, Width = Size / 2 };
    }

    protected override Tensor ComputeReference() => MaxPoolKernel.Plain.Pool(_maps, _windows);

    protected override Tensor ComputeProduct() => MaxPoolKernel.Pool(_maps, _windows);
}
