using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Tests.Kernels;

public sealed class ConvolutionCheckTests
{
    [Fact]
    public void NothingIsWrong_WithTheLibrarysConvolution() => ConvolutionCheck.WhatIsWrong().Should().BeNull();

    [Fact]
    public void WhatIsWrong_NamesTheConvolution_WhoseMapsAre() =>
        ConvolutionCheck.WhatIsWrong((input, weight, bias, padding) =>
                Plain(input, weight, bias, padding) * (weight.shape[0] == 30 ? 1.1 : 1))
            .Should().StartWith("A convolution of 16 to 30 channels in Float32 is wrong on this processor, by 10.0%. Set ONEDNN_");

    [Fact]
    public void WhatIsWrong_SeesAGradientThatIsNotANumber() =>
        // The root of 0 is 0, and its gradient infinite.
        ConvolutionCheck.WhatIsWrong((input, weight, bias, padding) => Plain(input, weight, bias, padding) + (input.sum() * 0).sqrt())
            .Should().StartWith("A convolution of 3 to 16 channels in Float32 is wrong");

    private static Tensor Plain(Tensor input, Tensor weight, Tensor bias, long padding) =>
        ChannelBlocks.Convolve(input, weight, bias, stride: 1, padding);
}
