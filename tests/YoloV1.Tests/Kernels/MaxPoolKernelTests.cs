using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Tests.Kernels;

public sealed class MaxPoolKernelTests
{
    /// <summary>Windows over maps of 13x10, and channels: whole vectors, a rest, fewer than a vector.</summary>
    public static TheoryData<int, int, int, int, int, int, int> Pools => new()
    {
        // size, stride, top, left, height, width, channels
        { 2, 2, 0, 0, 6, 5, 32 },
        { 2, 2, 0, 0, 6, 5, 3 },
        { 2, 1, 0, 0, 13, 10, 17 },
        { 3, 2, 1, 1, 7, 5, 40 },
        { 5, 3, 2, 1, 5, 4, 19 },
    };

    [Theory]
    [MemberData(nameof(Pools))]
    public void Pool_GivesTheBitsOfThePlainForm(int size, int stride, int top, int left, int height, int width, int channels)
    {
        using var scope = NewDisposeScope();
        var windows = new PoolWindows(size, stride, top, left, height, width);
        var values = randn([3, channels, 13, 10], generator: new Generator(3));

        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            var maps = ChannelsLast.Of(values.to(type));

            var pooled = MaxPoolKernel.Pool(maps, windows);

            pooled.shape.Should().Equal(3, channels, height, width);
            pooled.equal(MaxPoolKernel.Plain.Pool(maps, windows)).all().item<bool>().Should().BeTrue($"they are compared in {type}");
        }
    }
}
