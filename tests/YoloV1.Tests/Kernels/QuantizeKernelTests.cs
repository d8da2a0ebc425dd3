using YoloV1.Kernels;
using static TorchSharp.torch;

namespace YoloV1.Tests.Kernels;

/// <summary>One pass against torch's two.</summary>
public sealed class QuantizeKernelTests
{
    [Theory]
    [InlineData(-1, 4, 51)]
    [InlineData(0, 1, 0)]
    [InlineData(-3, 0, 255)]
    [InlineData(-0.001, 1000, 0)]
    public void Quantize_GivesTheBytesOfThePlainForm(double least, double greatest, long zero)
    {
        using var scope = NewDisposeScope();
        var scale = (greatest - least) / 255;
        foreach (var count in new[] { 1, 31, 32, 100, 70_000 })
        {
            // From beyond one end of the levels to beyond the other.
            var values = linspace(least - 1, greatest + 1, count, ScalarType.Float32);

            var bytes = QuantizeKernel.Quantize(values.view(count, 1), scale, zero);

            bytes.shape.Should().Equal(count, 1);
            var expected = QuantizeKernel.Plain.Quantize(values, scale, zero);
            bytes.bytes.SequenceEqual(expected.bytes).Should().BeTrue($"{count} values are quantized");
        }
    }
}
