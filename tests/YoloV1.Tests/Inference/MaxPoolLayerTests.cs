using YoloV1.Inference;
using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Tests.Inference;

/// <summary>The pool of prediction against torch's, where prediction takes it.</summary>
public sealed class MaxPoolLayerTests
{
    private static readonly float[] Unusual =
        [float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue];

    public static TheoryData<int, int, int, int> Pools => new()
    {
        // size, stride, padding, channels: vectors alone, a rest of several, fewer than a vector
        { 2, 2, 0, 32 },
        { 2, 2, 0, 21 },
        { 2, 2, 0, 3 },
        { 3, 2, 0, 40 },
        { 2, 1, 1, 17 },
        { 3, 2, 2, 16 },
        { 5, 3, 4, 19 },
    };

    [SkippableTheory]
    [MemberData(nameof(Pools))]
    public void Run_GivesTheBitsThatTorchGives(int size, int stride, int padding, int channels)
    {
        Skip.IfNot(OneDnn.IsAvailable, Needs.OneDnn);
        using var scope = NewDisposeScope();
        var spec = new LayerSpec.MaxPool(size, stride) { Padding = padding };
        var shape = new FeatureMap(channels, 13, 10);
        var numbers = randn([3, channels, 13, 10], generator: new Generator(3));
        foreach (var (place, number) in Unusual.Index())
            numbers[place % 3, place % channels, place, place] = tensor(number);
        using var layer = new MaxPoolLayer(new NetworkRow("pool", spec, shape, spec.OutputOf(shape)), spec);
        using var module = Backbone.Build(spec, shape, default);

        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            var maps = ChannelsLast.Of(numbers.to(type));

            layer.Run(maps).equal(module.call(maps)).all().item<bool>().Should().BeTrue($"they are compared in {type}");
        }
    }
}
