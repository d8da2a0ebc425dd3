using System.Runtime.Intrinsics.X86;

namespace YoloV1.Runtime;

/// <summary>Reports the features of the processor.</summary>
internal static class Processor
{
    private const int Features = 7;

    /// <summary>AVX-512 BF16 or AMX: bfloat16 multiplied in hardware.</summary>
    public static bool HasBFloat16 { get; } = FindBFloat16();

    /// <summary>AVX-512 VNNI or AVX-VNNI: bytes multiplied into sums of 32 bits.</summary>
    public static bool HasInt8 { get; } = FindInt8();

    /// <summary>An AMD processor that does not say how large its first cache is, as in virtual machines that hide it.</summary>
    public static bool HidesCaches { get; } = FindHiddenCaches();

    // CPUID leaf 0x8000001D: EBX has the ways, partitions and line length of a cache less one, ECX its sets; all 0 where it is hidden.
    private static bool FindHiddenCaches()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0) is not { Ebx: 0x68747541, Edx: 0x69746E65, Ecx: 0x444D4163 })   // AuthenticAMD
            return false;
        const int extended = unchecked((int)0x80000000);
        return X86Base.CpuId(extended, 0).Eax < extended + 0x1D || X86Base.CpuId(extended + 0x1D, 0) is { Ebx: 0, Ecx: 0 };
    }

    // CPUID leaf 7: AMX-BF16 is bit 22 of EDX in sub-leaf 0, AVX512_BF16 bit 5 of EAX in sub-leaf 1.
    // Avx512F.IsSupported says that the system saves the wide registers.
    private static bool FindBFloat16()
    {
        if (!X86Base.IsSupported || !Avx512F.IsSupported || X86Base.CpuId(0, 0).Eax < Features)
            return false;
        var (leaves, _, _, features) = X86Base.CpuId(Features, 0);
        var hasMatrixUnit = (features & 1 << 22) != 0;
        var hasVectorUnit = leaves >= 1 && (X86Base.CpuId(Features, 1).Eax & 1 << 5) != 0;
        return hasMatrixUnit || hasVectorUnit;
    }

    // CPUID leaf 7: AVX512_VNNI is bit 11 of ECX in sub-leaf 0, AVX_VNNI bit 4 of EAX in sub-leaf 1.
    private static bool FindInt8()
    {
        if (!X86Base.IsSupported || !Avx2.IsSupported || X86Base.CpuId(0, 0).Eax < Features)
            return false;
        var (leaves, _, features, _) = X86Base.CpuId(Features, 0);
        return (Avx512F.IsSupported && (features & 1 << 11) != 0) || (leaves >= 1 && (X86Base.CpuId(Features, 1).Eax & 1 << 4) != 0);
    }
}
