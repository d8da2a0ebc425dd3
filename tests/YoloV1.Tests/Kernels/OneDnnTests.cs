using System.Runtime.InteropServices;
using YoloV1.Kernels;
using YoloV1.Runtime;
using static TorchSharp.torch;
using Processor = System.Runtime.InteropServices.Architecture;

namespace YoloV1.Tests.Kernels;

/// <summary>Against TorchSharp's own operators, where oneDNN's are to be had.</summary>
public sealed class OneDnnTests
{
    [Fact]
    public void IsAvailable_OnLinuxX64() =>
        OneDnn.IsAvailable.Should().Be(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Processor.X64);

    [SkippableTheory]
    [InlineData(1, 1, 0, 1.0)]
    [InlineData(3, 1, 1, 0.1)]
    [InlineData(3, 2, 1, 0.1)]
    [InlineData(7, 2, 3, 0.2)]
    public void Convolve_IsTheConvolutionAndItsActivation(int kernelSize, int stride, int padding, double slope)
    {
        Skip.IfNot(OneDnn.IsAvailable, Needs.OneDnn);
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var input = Noise(2, 8, 14, 14);
        var weight = Noise(16, 8, kernelSize, kernelSize);
        var bias = Noise(16);

        // Packed for one image, used for two.
        var packed = OneDnn.PackConvolution(weight, stride, padding, [1, 8, 14, 14]);
        var actual = OneDnn.Convolve(ChannelsLast.Of(input), packed, bias, stride, padding, slope);

        Difference(actual, OneDnn.Plain.Convolve(input, weight, bias, stride, padding, slope)).Should().BeLessThan(1e-4f);
    }

    [SkippableTheory]
    [InlineData(ScalarType.Float32, 1e-4f)]
    [InlineData(ScalarType.BFloat16, 0.1f)]
    public void Connect_IsTheLinearLayerAndItsActivation(ScalarType type, float tolerance)
    {
        Skip.IfNot(OneDnn.IsAvailable, Needs.OneDnn);
        Skip.If(type == ScalarType.BFloat16 && !Precisions.ProcessorHasBFloat16, Needs.BFloat16);
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var (input, weight, bias) = (Noise(3, 40), Noise(24, 40), Noise(24));

        var actual = OneDnn.Connect(input.to(type), weight.to(type), bias.to(type), leakySlope: 0.1);

        var expected = OneDnn.Plain.Connect(input, weight, bias, leakySlope: 0.1);
        Difference(actual.to(ScalarType.Float32), expected).Should().BeLessThan(tolerance);
    }

    [SkippableFact]
    public void Call_TakesListsOfTensorsAndChangesThemInPlace()
    {
        Skip.IfNot(OneDnn.IsAvailable, Needs.OneDnn);
        using var scope = NewDisposeScope();
        Tensor[] tensors = [ones(2), ones(3) * 2];

        new OperatorCall("aten::_foreach_neg_").Add(tensors).Run();

        tensors[0].bytes.ToArray().Should().Equal(full([2], -1f).bytes.ToArray());
        tensors[1].bytes.ToArray().Should().Equal(full([3], -2f).bytes.ToArray());
    }

    [SkippableFact]
    public void Call_ThrowsWithTheName_WhenThereIsNoSuchOperator()
    {
        Skip.IfNot(OneDnn.IsAvailable, Needs.OneDnn);
        new Action(() => new OperatorCall("aten::there_is_no_such_operator").Run())
            .Should().Throw<InvalidOperationException>().WithMessage("*there_is_no_such_operator*");
    }

    private static float Difference(Tensor actual, Tensor expected) => (actual - expected).abs().max().item<float>();

    private static Tensor Noise(params long[] shape) => randn(shape, generator: new Generator(1));
}
