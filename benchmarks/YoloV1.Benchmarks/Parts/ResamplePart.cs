using BenchmarkDotNet.Attributes;
using YoloV1.Kernels;

namespace YoloV1.Benchmarks.Parts;

/// <summary>A row of an image of 500 pixels a row, bilinearly from two source rows, beside the same formulas colour by colour.</summary>
public class ResamplePart : Part<float[]>
{
    private const int Width = 500;

    private readonly byte[] _above = new byte[3 * Width];
    private readonly byte[] _below = new byte[3 * Width];
    private readonly float[] _line = new float[ResampleKernel.LineLength(Width)];
    private int[] _lower = [];
    private int[] _upper = [];
    private float[] _weight = [];
    private float[] _rgb = [];

    /// <summary>Pixels of the output's row.</summary>
    [Params(448)]
    public override int Size { get; set; }

    protected override void Prepare()
    {
        var random = new Random(1);
        random.NextBytes(_above);
        random.NextBytes(_below);
        _lower = [.. Enumerable.Range(0, Size).Select(x => x * Width / Size)];
        _upper = [.. _lower.Select(x => Math.Min(x + 1, Width - 1))];
        _weight = [.. _lower.Select(_ => random.NextSingle())];
        _rgb = new float[3 * Size];
    }

    protected override float[] RunReference()
    {
        ResampleKernel.Plain.Blend(_above, _below, 0.25f, _line);
        ResampleKernel.Plain.Mix(_line, _lower, _upper, _weight, _rgb);
        return _rgb;
    }

    protected override float[] RunProduct()
    {
        ResampleKernel.Blend(_above, _below, 0.25f, _line);
        ResampleKernel.Mix(_line, _lower, _upper, _weight, _rgb);
        return _rgb;
    }

    protected override IEnumerable<double> NumbersOf(float[] result) => [.. result.Select(value => (double)value)];
}
