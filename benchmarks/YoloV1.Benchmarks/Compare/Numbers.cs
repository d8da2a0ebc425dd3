using YoloV1.Runtime;

namespace YoloV1.Benchmarks.Compare;

/// <summary>A kind of numbers to compute with, and whether this machine and this product do.</summary>
/// <param name="Word">What rows call it.</param>
/// <param name="Precision">The product's name for it.</param>
/// <param name="Bits">Bits of a weight.</param>
/// <param name="Missing">Why it is not measured; null when it is.</param>
internal sealed record Numbers(string Word, Precision Precision, int Bits, string? Missing = null)
{
    public static Numbers Float32 { get; } = new("fp32", Precision.Float32, 32);

    public static Numbers Int8 { get; } =
        new("int8", Precision.Int8, 8, Precisions.ProcessorHasInt8 ? null : "this processor multiplies no bytes");

    /// <summary>What everything can be computed in.</summary>
    public static IReadOnlyList<Numbers> Floats { get; } =
    [
        Float32,
        new("bf16", Precision.BFloat16, 16, Precisions.ProcessorHasBFloat16 ? null : "this processor does not support bfloat16"),
    ];

    /// <summary>What a network can be computed in.</summary>
    public static IReadOnlyList<Numbers> All { get; } = [.. Floats, Int8];
}
