using YoloV1.Benchmarks.Parts;

namespace YoloV1.Benchmarks.Tests;

/// <summary>A benchmark is worth something as long as both of its sides do the same.</summary>
public sealed class PartTests
{
    private const int Size = 16;

    public static TheoryData<Type> Parts => new(PartsCommand.All);

    [Theory]
    [MemberData(nameof(Parts))]
    public void ProductAndReference_GiveTheSame(Type part)
    {
        var (reference, product) = ((IPart)Activator.CreateInstance(part)!).RunBoth(Size);

        product.Should().NotBeEmpty().And.HaveSameCount(reference);
        product.Zip(reference, (ours, plain) => Math.Abs(ours - plain) / Math.Max(1, Math.Abs(plain))).Max().Should().BeLessThan(1e-3);
    }

    [Fact]
    public void EveryPart_IsFound() => PartsCommand.All.Select(PartsCommand.NameOf).Should().BeEquivalentTo(
        "Augmentation", "Coco", "Convolution", "Decode", "DropAlpha", "Encode", "FitImage", "Iou", "Loss", "MaxPool", "NonMaxSuppression",
        "Quantize", "Resample", "SmallBatchConnect", "SmallBatchInputGradient", "SmallBatchWeightGradient", "Voc");
}
