using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Tests.Kernels;

/// <summary>Against TorchSharp's operators on what the bytes stand for; with numbers so small that no processor's sums overflow.</summary>
public sealed class OneDnnInt8Tests
{
    private const double Scale = 0.25;
    private const int Zero = 5;

    [SkippableTheory]
    [InlineData(1, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(7, 2, 3)]
    public void Convolve_IsTheConvolutionOfWhatTheBytesStandFor(int kernelSize, int stride, int padding)
    {
        Skip.IfNot(OneDnn.IsAvailable, Needs.OneDnn);
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var (input, weight) = (Bytes(ScalarType.Byte, 0, 20, 2, 8, 14, 14), Bytes(ScalarType.Int8, -3, 4, 16, 8, kernelSize, kernelSize));
        var (scales, bias) = (linspace(0.1, 0.5, 16), linspace(-1, 1, 16));
        var expected = OneDnnInt8.Plain.Convolve(input, Scale, Zero, weight, scales, bias, stride, padding);

        using var packed = OneDnnInt8.PackConvolution(weight, scales, Scale, Zero, stride, padding, [1, 8, 14, 14]);
        var actual = OneDnnInt8.Convolve(ChannelsLast.Of(input), packed, bias, stride, padding, ScalarType.Float32);

        (actual - expected).abs().max().item<float>().Should().BeLessThan(1e-3f);
    }

    [SkippableFact]
    public void Connect_IsTheLinearLayerOfWhatTheBytesStandFor()
    {
        Skip.IfNot(OneDnn.IsAvailable, Needs.OneDnn);
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var (input, weight) = (Bytes(ScalarType.Byte, 0, 20, 3, 40), Bytes(ScalarType.Int8, -3, 4, 24, 40));
        var (scales, bias) = (linspace(0.1, 0.5, 24), linspace(-1, 1, 24));
        var expected = OneDnnInt8.Plain.Connect(input, Scale, Zero, weight, scales, bias);

        using var packed = OneDnnInt8.PackConnection(weight, scales, Scale, Zero);
        var actual = OneDnnInt8.Connect(input, packed, bias, ScalarType.Float32);

        (actual - expected).abs().max().item<float>().Should().BeLessThan(1e-3f);
    }

    private static Tensor Bytes(ScalarType type, int least, int end, params long[] shape) =>
        randint(least, end, shape, ScalarType.Int32, CPU, generator: new Generator(1)).to(type);
}
