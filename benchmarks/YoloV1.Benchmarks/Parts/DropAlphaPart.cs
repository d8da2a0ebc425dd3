using BenchmarkDotNet.Attributes;
using YoloV1.Kernels;

namespace YoloV1.Benchmarks.Parts;

/// <summary>The pixels of a decoded image without their fourth byte, beside a copy pixel by pixel.</summary>
public class DropAlphaPart : Part<byte[]>
{
    private byte[] _rgba = [];
    private byte[] _rgb = [];

    /// <summary>The image's side.</summary>
    [Params(448)]
    public override int Size { get; set; }

    protected override void Prepare()
    {
        (_rgba, _rgb) = (new byte[4 * Size * Size], new byte[3 * Size * Size]);
        new Random(1).NextBytes(_rgba);
    }

    protected override byte[] RunReference()
    {
        RgbaKernel.Plain.DropAlpha(_rgba, _rgb);
        return _rgb;
    }

    protected override byte[] RunProduct()
    {
        RgbaKernel.DropAlpha(_rgba, _rgb);
        return _rgb;
    }

    protected override IEnumerable<double> NumbersOf(byte[] result) => [.. result.Select(value => (double)value)];
}
