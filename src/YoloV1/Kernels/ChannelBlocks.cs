using TorchSharp;
using YoloV1.Runtime;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>Convolutions that are right on processors that hide their caches: blocks of channels are filled up with zeros.</summary>
/// <remarks>
/// oneDNN brings images and weights into blocks of channels, and asks the processor for the size of its first cache to choose the order in
/// which it does so. An AMD processor in a virtual machine that hides the caches answers 0, and in the order for that the end of a block
/// that is not full stays as freed memory was, or is written past: maps and gradients are wrong or NaN. Blocks of 16 that are full have no
/// such end. Float32 with channels last and a window of one pixel has larger ones, and takes the default layout. Other processors pay
/// nothing.
/// </remarks>
internal static class ChannelBlocks
{
    public const int Length = 16;

    /// <summary>The plain form: torch's convolution as it is.</summary>
    public static class Plain
    {
        /// <summary>[N, in, H, W] to [N, out, H', W'].</summary>
        public static Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long stride, long padding) =>
            nn.functional.conv2d(input, weight, bias, strides: [stride, stride], padding: [padding, padding]);
    }

    /// <summary>[N, in, H, W] to [N, out, H', W'], by torch's operator.</summary>
    /// <param name="input">Images or feature maps.</param>
    /// <param name="weight">[out, in, k, k].</param>
    /// <param name="bias">[out], or null for none.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="padding">Zeros around the input.</param>
    public static Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long stride, long padding) =>
        Precisions.ProcessorHidesCaches && input.device_type == DeviceType.CPU
            ? ConvolveWhole(input, weight, bias, stride, padding)
            : Plain.Convolve(input, weight, bias, stride, padding);

    /// <summary>Whether oneDNN's own convolution with channels last is right on this processor.</summary>
    public static bool IsRight(long kernelSize, ScalarType type) =>
        !(Precisions.ProcessorHidesCaches && HasLargerBlocks(kernelSize, type));

    /// <summary>The same over whole blocks, whatever the processor.</summary>
    public static Tensor ConvolveWhole(Tensor input, Tensor weight, Tensor? bias, long stride, long padding)
    {
        var filters = weight.shape[0];
        if (HasLargerBlocks(weight.shape[2], input.dtype))
            (input, weight) = (input.contiguous(), weight.contiguous());
        // A first layer's few channels are read as they are; only a gradient is laid out in blocks.
        if (input.shape[1] > Length || input.requires_grad)
            (input, weight) = (Fill(input, dimension: 1), Fill(weight, dimension: 1));
        var sums = Plain.Convolve(input, Fill(weight, dimension: 0), bias is null ? null : Fill(bias, dimension: 0), stride, padding);
        return First(sums, filters);
    }

    private static bool HasLargerBlocks(long kernelSize, ScalarType type) => kernelSize == 1 && type == ScalarType.Float32;

    /// <summary>The same values, with zeros behind the end of a dimension up to a whole block.</summary>
    public static Tensor Fill(Tensor values, int dimension)
    {
        var missing = (Length - values.shape[dimension] % Length) % Length;
        if (missing == 0)
            return values;
        // Two numbers per dimension, from the last one forward: the zeros before and after.
        var zeros = new long[2 * (values.dim() - dimension)];
        zeros[^1] = missing;
        return nn.functional.pad(values, zeros);
    }

    /// <summary>The first channels of [N, C, H, W]; a copy in the same order in memory where there are more.</summary>
    public static Tensor First(Tensor maps, long channels) => maps.shape[1] == channels ? maps : maps.narrow(1, 0, channels).clone();
}
