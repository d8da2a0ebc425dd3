using CsCheck;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Tests.Inference;

public sealed class QuantizationTests
{
    [Fact]
    public void Levels_CoverTheRange_AndHitZeroExactly() =>
        Gen.Select(Gen.Float[-100, 100], Gen.Float[-100, 100], Gen.Float[0, 1]).Sample((a, b, place) =>
    {
        var range = new ValueRange(Math.Min(a, b), Math.Max(a, b));
        var levels = Quantization.Covering(range);
        var number = range.Least + place * (range.Greatest - range.Least);
        using var scope = NewDisposeScope();

        var rounded = levels.Round(tensor([number, 0f])).dequantize();

        levels.Zero.Should().BeInRange(0, 255);
        rounded[0].item<float>().Should().BeApproximately(number, (float)levels.Scale * 1.01f);
        rounded[1].item<float>().Should().Be(0);
    }, iter: 200);

    [Fact]
    public void Weights_AreWithinHalfAStepOfTheLargestOfTheirOutput()
    {
        using var scope = NewDisposeScope();
        var weight = randn([6, 4, 3, 3], generator: new Generator(1));
        weight[2].zero_();

        var bytes = QuantizedWeights.Of(weight);

        var error = (bytes.ToFloats() - weight).abs().flatten(1).amax([1]);
        (error <= weight.abs().flatten(1).amax([1]) / 254 * 1.001f).all().item<bool>().Should().BeTrue();
        bytes.Bytes.abs().max().item<sbyte>().Should().Be(127);
    }
}
