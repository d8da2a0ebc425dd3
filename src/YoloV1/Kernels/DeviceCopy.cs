using TorchSharp;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>Brings a tensor of the CPU to a device, without waiting for it where the device is CUDA.</summary>
/// <remarks>
/// Used for the images and targets of a training step and for the images of a detection; <c>Tensor.to(device)</c> is the plain form. CUDA
/// reads memory that the system may not move, pinned, by itself, while the caller continues; from other memory every copy is waited for.
/// Torch keeps the pinned copy until the device has read it. Not yet run on a GPU.
/// </remarks>
internal static class DeviceCopy
{
    /// <summary>The same values on the device, in the caller's dispose scope.</summary>
    public static Tensor Of(Tensor values, Device device) => device.type == DeviceType.CUDA && values.device_type == DeviceType.CPU
        ? values.pin_memory().to(device, non_blocking: true)
        : values.to(device);
}
