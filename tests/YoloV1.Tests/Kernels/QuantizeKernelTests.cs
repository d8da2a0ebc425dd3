using YoloV1.Inference;
using YoloV1.Kernels;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Tests.Kernels;

/// <summary>Rounding in one pass against torch's quantisation.</summary>
public sealed class QuantizeKernelTests
{
    [Theory]
    [InlineData(-1, 4)]
    [InlineData(0, 1)]
    [InlineData(-3, -1)]
    [InlineData(-0.001, 1000)]
    public void Round_GivesTheBytesThatTorchGives(float least, float greatest)
    {
        using var scope = NewDisposeScope();
        var levels = Quantization.Covering(new ValueRange(least, greatest));
        foreach (var count in new[] { 1, 31, 32, 100, 70_000 })
        {
            // From beyond one end of the levels to beyond the other.
            var numbers = linspace(least - 1, greatest + 1, count, ScalarType.Float32);

            var bytes = QuantizeKernel.Round(numbers.view(count, 1), levels);

            bytes.shape.Should().Equal(count, 1);
            bytes.bytes.SequenceEqual(levels.Round(numbers).int_repr().bytes).Should().BeTrue($"{count} numbers are rounded");
        }
    }
}
