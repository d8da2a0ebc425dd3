using BenchmarkDotNet.Attributes;
using YoloV1.Inference;
using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A pool of two by two over 16 channels in float32, beside torch's, which also writes where each value stood.</summary>
public class MaxPoolPart : TensorPart
{
    private static readonly LayerSpec.MaxPool Spec = new();
    private Tensor _maps = zeros(0);
    private Func<Tensor, Tensor> _reference = maps => maps;
    private Func<Tensor, Tensor> _product = maps => maps;

    /// <summary>The side of the feature map.</summary>
    [Params(448)]
    public override int Size { get; set; }

    protected override void Prepare()
    {
        var shape = new FeatureMap(16, Size, Size);
        _maps = ChannelsLast.Of(randn([1, shape.Channels, Size, Size], generator: new Generator(1)));
        _reference = new ModuleLayer(Backbone.Build(Spec, shape, default)).Run;
        _product = new MaxPoolLayer(new NetworkRow("pool", Spec, shape, LayerShapes.After(Spec, shape)), Spec).Run;
    }

    protected override Tensor ComputeReference() => _reference(_maps);

    protected override Tensor ComputeProduct() => _product(_maps);
}
