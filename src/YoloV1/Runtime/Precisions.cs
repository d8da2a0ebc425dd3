using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace YoloV1.Runtime;

/// <summary>Which kind of numbers a device computes with at full speed.</summary>
public static class Precisions
{
    /// <summary>Whether this processor multiplies bfloat16 in hardware: AVX-512 BF16 or AMX. Others emulate it, slower than float32.</summary>
    public static bool ProcessorHasBFloat16 { get; } = HasBFloat16();

    /// <summary>Whether this processor multiplies bytes into sums of 32 bits: AVX-512 VNNI or AVX-VNNI. On others 8 bits take the time of 32.</summary>
    public static bool ProcessorHasInt8 { get; } = HasInt8();

    /// <summary>What <see cref="Precision.Auto"/> stands for on this processor and why, for a person to read; does not load the native library.</summary>
    public static string AutoOnProcessor => ProcessorHasBFloat16
        ? "bf16: the processor multiplies it"
        : "fp32: the processor has neither AVX-512 BF16 nor AMX";

    /// <summary>What <see cref="Precision.Auto"/> stands for on a device; other values as they are.</summary>
    public static Precision Resolve(Precision precision, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (precision != Precision.Auto)
            return precision;
        return device.type == DeviceType.CPU && ProcessorHasBFloat16 ? Precision.BFloat16 : Precision.Float32;
    }

    // CPUID leaf 7: AVX512_VNNI is bit 11 of ECX in sub-leaf 0, AVX_VNNI bit 4 of EAX in sub-leaf 1.
    private static bool HasInt8()
    {
        if (!X86Base.IsSupported || !Avx2.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
            return false;
        var (leaves, _, features, _) = X86Base.CpuId(7, 0);
        return (Avx512F.IsSupported && (features & 1 << 11) != 0) || (leaves >= 1 && (X86Base.CpuId(7, 1).Eax & 1 << 4) != 0);
    }

    // CPUID leaf 7: AMX-BF16 is bit 22 of EDX in sub-leaf 0, AVX512_BF16 bit 5 of EAX in sub-leaf 1.
    // Avx512F.IsSupported says that the system saves the wide registers.
    private static bool HasBFloat16()
    {
        if (!X86Base.IsSupported || !Avx512F.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
            return false;
        var (leaves, _, _, features) = X86Base.CpuId(7, 0);
        var hasMatrixUnit = (features & 1 << 22) != 0;
        var hasVectorUnit = leaves >= 1 && (X86Base.CpuId(7, 1).Eax & 1 << 5) != 0;
        return hasMatrixUnit || hasVectorUnit;
    }
}
