using System.Runtime.Intrinsics;
using YoloV1.Inference;
using static TorchSharp.torch;

namespace YoloV1.Tests.Inference;

/// <summary>The connected layer for a few pictures against torch's.</summary>
public sealed class FewPicturesTests
{
    [Theory]
    [InlineData(4, 8, 3)]
    [InlineData(4, 64, 4)]
    [InlineData(5, 8, 5)]
    [InlineData(8, 256, 30)]
    [InlineData(11, 72, 31)]
    [InlineData(32, 16, 1001)]
    public void Connect_GivesWhatTorchGives(int pictures, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        var random = new Generator(4);
        var input = randn([pictures, inputs], generator: random);
        var weight = randn([outputs, inputs], generator: random);
        var bias = randn([outputs], generator: random);
        FewPictures.Suits(input, weight).Should().Be(Vector256.IsHardwareAccelerated);

        var sums = FewPictures.Connect(input, weight, bias);

        sums.shape.Should().Equal(pictures, outputs);
        (sums - nn.functional.linear(input, weight, bias)).abs().max().item<float>().Should().BeLessThan(1e-4f);
    }

    [Theory]
    [InlineData(3, 64, 30, ScalarType.Float32)]
    [InlineData(33, 64, 30, ScalarType.Float32)]
    [InlineData(8, 60, 30, ScalarType.Float32)]
    [InlineData(8, 64, 2, ScalarType.Float32)]
    [InlineData(8, 64, 30, ScalarType.BFloat16)]
    public void Suits_LeavesWhatItCannotDoOrNotFaster_ToTorch(int pictures, int inputs, int outputs, ScalarType type)
    {
        using var scope = NewDisposeScope();

        FewPictures.Suits(zeros([pictures, inputs], type), zeros([outputs, inputs], type)).Should().BeFalse();
    }
}
