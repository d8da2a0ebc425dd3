namespace YoloV1.Runtime;

/// <summary>A card of NVIDIA's.</summary>
/// <param name="Name">As the driver calls it.</param>
/// <param name="Capability">Its compute capability: 8.0 is Ampere.</param>
/// <param name="Memory">Bytes.</param>
internal sealed record CudaCard(string Name, Version Capability, long Memory)
{
    // Ampere, of 2020; what is older emulates bfloat16 and has no TF32.
    private static readonly Version Ampere = new(8, 0);

    /// <summary>Whether it multiplies bfloat16, and float32 as TF32, in hardware.</summary>
    public bool HasBFloat16 => Capability >= Ampere;

    /// <summary><c>NVIDIA A100 (compute capability 8.0, 40 GiB)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} (compute capability {Capability}, {Memory >> 30} GiB)");
}
