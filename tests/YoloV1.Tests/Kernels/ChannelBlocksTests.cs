using YoloV1.Kernels;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Tests.Kernels;

/// <summary>Against torch's convolution in float64, which oneDNN has no part in; memory that is free is full of NaN.</summary>
public sealed class ChannelBlocksTests
{
    private static readonly long[] Counts = [3, 13, 16, 24, 40, 320];

    /// <summary>Both forms: the one that this processor takes, and the one over whole blocks, which others take.</summary>
    [SkippableTheory]
    [InlineData(ScalarType.Float32, 1)]
    [InlineData(ScalarType.Float32, 3)]
    [InlineData(ScalarType.BFloat16, 1)]
    [InlineData(ScalarType.BFloat16, 3)]
    public void Convolve_IsTheConvolution_ForwardAndBackward(ScalarType type, int kernelSize)
    {
        Skip.If(type == ScalarType.BFloat16 && !Precisions.ProcessorHasBFloat16, Needs.BFloat16);
        var wrong =
            from channels in Counts
            from filters in Counts
            from convolve in new ConvolutionCheck.Convolution[] { Convolve, ConvolveWhole }
            from lastInput in new[] { false, true }
            from lastWeight in new[] { false, true }
            let error = ConvolutionCheck.ErrorOf(convolve, type, channels, filters, kernelSize, lastInput, lastWeight)
            where !(error < ConvolutionCheck.ToleranceOf(type))
            select $"{channels} to {filters}, channels last {lastInput} {lastWeight}: {error}";

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void Convolve_OfAFirstLayer_NeedsNoMoreChannels()
    {
        using var scope = NewDisposeScope();
        var (input, weight) = (randn(2, 3, 9, 9), randn(16, 3, 3, 3, requires_grad: true));

        var maps = ChannelBlocks.ConvolveWhole(input, weight, bias: null, stride: 2, padding: 1);

        var expected = nn.functional.conv2d(
            input.to_type(ScalarType.Float64), weight.to_type(ScalarType.Float64), strides: [2, 2], padding: [1, 1]);
        maps.shape.Should().Equal(2, 16, 5, 5);
        (maps - expected).abs().max().item<double>().Should().BeLessThan(1e-4);
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 32)]
    [InlineData(2, 16)]
    public void Fill_AddsZerosBehindTheEnd(int dimension, long length)
    {
        using var scope = NewDisposeScope();
        var values = ones(13, 17, 16);

        var whole = ChannelBlocks.Fill(values, dimension);

        whole.shape[dimension].Should().Be(length);
        whole.sum().item<float>().Should().Be(13 * 17 * 16);
        whole.narrow(dimension, 0, values.shape[dimension]).equal(values).all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void First_KeepsTheOrderInMemory(bool channelsLast)
    {
        using var scope = NewDisposeScope();
        var maps = rand(2, 16, 5, 5);

        var first = ChannelBlocks.First(channelsLast ? ChannelsLast.Of(maps) : maps, 13);

        first.equal(maps.narrow(1, 0, 13)).all().item<bool>().Should().BeTrue();
        first.stride().Should().Equal(channelsLast ? [325, 1, 65, 13] : [325, 25, 5, 1]);
    }

    private static Tensor Convolve(Tensor input, Tensor weight, Tensor bias, long padding) =>
        ChannelBlocks.Convolve(input, weight, bias, stride: 1, padding);

    private static Tensor ConvolveWhole(Tensor input, Tensor weight, Tensor bias, long padding) =>
        ChannelBlocks.ConvolveWhole(input, weight, bias, stride: 1, padding);
}
