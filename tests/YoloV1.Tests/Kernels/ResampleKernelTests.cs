using CsCheck;
using YoloV1.Kernels;

namespace YoloV1.Tests.Kernels;

public sealed class ResampleKernelTests
{
    private static readonly Gen<(byte[] Above, byte[] Below, float Down)> Rows =
        from width in Gen.Int[1, 40]
        from above in Gen.Byte.Array[3 * width]
        from below in Gen.Byte.Array[3 * width]
        from down in Gen.Float[0, 0.999f]
        select (above, below, down);

    [Fact]
    public void Blend_GivesTheValuesOfThePlainForm() => Rows.Sample((above, below, down) =>
    {
        var (expected, line) = (new float[above.Length], new float[above.Length]);

        ResampleKernel.Plain.Blend(above, below, down, expected);
        ResampleKernel.Blend(above, below, down, line);

        return line.SequenceEqual(expected);
    });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 9)]
    [InlineData(33, 5)]
    [InlineData(33, 64)]
    public void Mix_GivesTheValuesOfThePlainForm(int width, int outputs)
    {
        var random = new Random(1);
        var line = Enumerable.Range(0, ResampleKernel.LineLength(width)).Select(_ => 255 * random.NextSingle()).ToArray();
        int[] lower = [.. Enumerable.Range(0, outputs).Select(_ => random.Next(width))];
        int[] upper = [.. lower.Select(left => Math.Min(left + 1, width - 1))];
        float[] weight = [.. lower.Select(_ => random.NextSingle())];
        var (expected, rgb) = (new float[3 * outputs], new float[3 * outputs]);

        ResampleKernel.Plain.Mix(line, lower, upper, weight, expected);
        ResampleKernel.Mix(line, lower, upper, weight, rgb);

        rgb.Should().Equal(expected);
    }
}
