using TorchSharp;
using static TorchSharp.torch;

namespace YoloV1.Runtime;

/// <summary>Which precision a device computes in at full speed.</summary>
public static class Precisions
{
    /// <summary>
    /// Whether this processor multiplies bfloat16 in hardware: AVX-512 BF16 or AMX. Others emulate it, slower than float32.
    /// </summary>
    public static bool ProcessorHasBFloat16 => Processor.HasBFloat16;

    /// <summary>
    /// Whether this processor multiplies bytes into sums of 32 bits: AVX-512 VNNI or AVX-VNNI. On others 8 bits take the time of 32.
    /// </summary>
    public static bool ProcessorHasInt8 => Processor.HasInt8;

    /// <summary>Whether this processor hides its caches, without which oneDNN fills some blocks of channels wrongly.</summary>
    internal static bool ProcessorHidesCaches => Processor.HidesCaches;

    /// <summary>
    /// What <see cref="Precision.Auto"/> stands for on this processor and why, for a person to read; does not load the native library.
    /// </summary>
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
}
