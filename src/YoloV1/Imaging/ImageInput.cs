using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using YoloV1.Kernels;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace YoloV1.Imaging;

/// <summary>Images as the network's input, by Darknet's rule for v1: RGB / 255, stretched without regard to proportions.</summary>
/// <remarks>The stretch is bilinear with half-pixel centres; an image that has the input's size becomes exactly its bytes / 255.</remarks>
public static class ImageInput
{
    private const int RowsWorthAThread = 64;

    /// <summary>Writes an image as planes: the red of every pixel row by row, then green, then blue; 0 to 1.</summary>
    /// <param name="image">An image of any size.</param>
    /// <param name="input">The network's input size.</param>
    /// <param name="chw">Receives 3 * height * width values.</param>
    /// <exception cref="ArgumentException">The input is below 1x1, or the span is not its length.</exception>
    public static void Fill(RgbImage image, ImageSize input, Span<float> chw)
    {
        var plane = Check(image, input, chw.Length);
        var reds = chw[..plane];
        var greens = chw.Slice(plane, plane);
        var blues = chw[(2 * plane)..];
        var resampler = new Resampler(image, input);
        var row = new float[input.Width * RgbImage.Channels];
        for (int y = 0, to = 0; y < input.Height; y++)
        {
            resampler.SampleRow(y, row);
            ToUnitRange(row);
            for (var from = 0; from < row.Length; from += RgbImage.Channels, to++)
                (reds[to], greens[to], blues[to]) = (row[from], row[from + 1], row[from + 2]);
        }
    }

    /// <summary>Writes an image pixel by pixel, red, green and blue side by side; 0 to 1. The order that inference computes in.</summary>
    /// <param name="image">An image of any size.</param>
    /// <param name="input">The network's input size.</param>
    /// <param name="hwc">Receives height * width * 3 values.</param>
    /// <exception cref="ArgumentException">The input is below 1x1, or the span is not its length.</exception>
    public static void FillChannelsLast(RgbImage image, ImageSize input, Span<float> hwc)
    {
        Check(image, input, hwc.Length);
        FillRows(image, input, firstRow: 0, hwc);
    }

    /// <summary>An image as a new float32 tensor [3, H, W] on the CPU, 0 to 1.</summary>
    /// <param name="image">An image of any size.</param>
    /// <param name="input">The network's input size.</param>
    /// <exception cref="ArgumentException">The input is below 1x1.</exception>
    public static Tensor ToTensor(RgbImage image, ImageSize input)
    {
        PixelsOf(input);
        var tensor = empty([RgbImage.Channels, input.Height, input.Width], ScalarType.Float32, CPU);   // [3, H, W]
        Fill(image, input, MemoryMarshal.Cast<byte, float>(tensor.bytes));
        return tensor;
    }

    /// <summary>Images of any sizes as a new float32 tensor [N, 3, H, W] on the CPU, channels last, 0 to 1.</summary>
    /// <remarks>On the threads that then run the network.</remarks>
    /// <param name="images">Images; at least one.</param>
    /// <param name="input">The network's input size.</param>
    internal static Tensor ToBatch(IReadOnlyList<RgbImage> images, ImageSize input)
    {
        var tensor = empty([images.Count, input.Height, input.Width, RgbImage.Channels], ScalarType.Float32, CPU);   // [N, H, W, 3]
        var (values, row) = (new FlatTensor(tensor), input.Width * RgbImage.Channels);
        foreach (var (place, image) in images.Index())
        {
            ArgumentNullException.ThrowIfNull(image);
            TorchThreads.For(input.Height, RowsWorthAThread, (from, to) =>
                FillRows(image, input, (int)from, values.Slice((place * (long)input.Height + from) * row, (int)(to - from) * row)));
        }
        return tensor.permute(0, 3, 1, 2);                                           // [N, 3, H, W]
    }

    /// <summary>Writes some rows of the result of <see cref="FillChannelsLast"/>: as many as fit into the span.</summary>
    internal static void FillRows(RgbImage image, ImageSize input, int firstRow, Span<float> rows)
    {
        var resampler = new Resampler(image, input);
        var length = input.Width * RgbImage.Channels;
        for (var y = firstRow; !rows.IsEmpty; y++, rows = rows[length..])
        {
            resampler.SampleRow(y, rows[..length]);
            ToUnitRange(rows[..length]);
        }
    }

    private static void ToUnitRange(Span<float> colors) => TensorPrimitives.Divide(colors, 255f, colors);

    private static int Check(RgbImage image, ImageSize input, int length)
    {
        ArgumentNullException.ThrowIfNull(image);
        var pixels = PixelsOf(input);
        return length == RgbImage.Channels * pixels
            ? pixels
            : throw new ArgumentException(
                $"{length} values do not match an input of {input}, which has {RgbImage.Channels * pixels}.", nameof(length));
    }

    private static int PixelsOf(ImageSize input) => input is { Width: >= 1, Height: >= 1 }
        ? checked(input.Width * input.Height)
        : throw new ArgumentException($"An input of {input} has no pixels; width and height must be at least 1.", nameof(input));
}
