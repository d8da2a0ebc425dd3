using YoloV1.Kernels;

namespace YoloV1.Tests.Kernels;

public sealed class RgbaKernelTests
{
    [Fact]
    public void DropAlpha_GivesTheBytesOfThePlainForm_HoweverManyPixels()
    {
        for (var pixels = 0; pixels < 40; pixels++)
        {
            var rgba = new byte[4 * pixels];
            new Random(pixels).NextBytes(rgba);
            var (expected, rgb) = (new byte[3 * pixels], new byte[3 * pixels]);

            RgbaKernel.Plain.DropAlpha(rgba, expected);
            RgbaKernel.DropAlpha(rgba, rgb);

            rgb.Should().Equal(expected).And.Equal(rgba.Where((_, i) => i % 4 < 3));
        }
    }
}
