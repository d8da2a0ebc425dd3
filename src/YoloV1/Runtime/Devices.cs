using TorchSharp;
using static TorchSharp.torch;

namespace YoloV1.Runtime;

/// <summary>Which device the tensors live on.</summary>
public static class Devices
{
    /// <summary>CUDA if present, else Apple's MPS if present, else the CPU.</summary>
    /// <remarks>Nothing here needs float64 on the device, which MPS lacks: what is summed or folded in it is so on the CPU.</remarks>
    /// <exception cref="TorchNotAvailableException">The native library does not load.</exception>
    public static Device Best()
    {
        TorchRuntime.EnsureLoaded();
        if (cuda.is_available())
            return CUDA;
        return mps_is_available() ? MPS : CPU;
    }

    /// <summary>Reads "auto", "cpu", "cuda", "cuda:1" or "mps", in any case.</summary>
    /// <exception cref="ArgumentException">The text names no device, or one that this machine does not have.</exception>
    /// <exception cref="TorchNotAvailableException">The native library does not load.</exception>
    public static Device Parse(string device)
    {
        ArgumentNullException.ThrowIfNull(device);
        TorchRuntime.EnsureLoaded();
        var name = device.Trim().ToLowerInvariant();
        return name switch
        {
            "auto" => Best(),
            "cpu" => CPU,
            "mps" => mps_is_available() ? MPS : throw new ArgumentException("Device 'mps' is not on this machine; take 'cpu' or 'auto'."),
            "cuda" => Cuda(0, device),
            _ when name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), out var index) => Cuda(index, device),
            _ => throw new ArgumentException($"Device '{device}' is unknown; take auto, cpu, cuda, cuda:N or mps."),
        };
    }

    private static Device Cuda(int index, string asked)
    {
        var count = cuda.is_available() ? cuda.device_count() : 0;
        if (count == 0)
            throw new ArgumentException(
                $"Device '{asked}' is not on this machine: {Runtime.Cuda.WhyNot()}; take 'cpu' or 'auto'.");
        if (index < 0 || index >= count)
            throw new ArgumentException($"Device '{asked}' is not on this machine: it has cuda:0 to cuda:{count - 1}.");
        return device(DeviceType.CUDA, index);
    }
}
