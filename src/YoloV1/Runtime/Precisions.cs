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
    /// The meaning of <see cref="Precision.Auto"/> on this processor and the reason, as text; does not load the native library.
    /// </summary>
    public static string AutoOnProcessor => ProcessorHasBFloat16
        ? "bf16: the processor supports it"
        : "fp32: the processor has neither AVX-512 BF16 nor AMX";

    /// <summary>
    /// What <see cref="Precision.Auto"/> stands for on a device: <see cref="Precision.BFloat16"/> where the processor, or the card of CUDA,
    /// multiplies it, else <see cref="Precision.Float32"/>. Other values as they are.
    /// </summary>
    public static Precision Resolve(Precision precision, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (precision != Precision.Auto)
            return precision;
        return HasBFloat16(device) ? Precision.BFloat16 : Precision.Float32;
    }

    /// <summary>What a network computes with on a device. On CUDA it also tells torch whether float32 may be multiplied as TF32.</summary>
    /// <param name="asked">What was asked for; <see cref="Precision.Auto"/> alone allows TF32, with 10 bits of float32's 23.</param>
    /// <param name="device">The device.</param>
    /// <exception cref="ArgumentException">Bytes, on another device than the CPU.</exception>
    internal static Precision Take(Precision asked, Device device)
    {
        if (asked == Precision.Int8 && device.type != DeviceType.CPU)
            throw new ArgumentException($"Precision int8 is for the processor, and the device is '{device}'; take bf16, or device 'cpu'.");
        if (device.type == DeviceType.CUDA)
            AllowTensorFloat32(asked == Precision.Auto);
        return Resolve(asked, device);
    }

    /// <summary>Torch's two switches for TF32, of convolutions and of products: for the whole process, so the last word counts.</summary>
    internal static void AllowTensorFloat32(bool allowed)
    {
        backends.cudnn.allow_tf32 = allowed;
        backends.cuda.matmul.allow_tf32 = allowed;
    }

    private static bool HasBFloat16(Device device) => device.type switch
    {
        DeviceType.CPU => ProcessorHasBFloat16,
        DeviceType.CUDA => Cuda.CardOf(device) is { HasBFloat16: true },
        _ => false,
    };
}
