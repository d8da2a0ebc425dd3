using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace YoloV1.Imaging;

/// <summary>Pictures as the network's input, by Darknet's rule for v1: RGB / 255, stretched without regard to proportions.</summary>
/// <remarks>The stretch is bilinear with half-pixel centres; a picture that has the input's size becomes exactly its bytes / 255.</remarks>
public static class PictureInput
{
    /// <summary>Writes a picture as planes: the red of every pixel row by row, then green, then blue; 0 to 1.</summary>
    /// <param name="picture">A picture of any size.</param>
    /// <param name="input">The network's input size.</param>
    /// <param name="chw">Receives 3 * height * width numbers.</param>
    /// <exception cref="ArgumentException">The input is below 1x1, or the span is not its length.</exception>
    public static void Fill(Picture picture, ImageSize input, Span<float> chw)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var plane = Check(input);
        var length = Picture.Channels * plane;
        if (chw.Length != length)
            throw new ArgumentException($"{chw.Length} numbers are not the {length} of an input of {input}.", nameof(chw));

        var reds = chw[..plane];
        var greens = chw.Slice(plane, plane);
        var blues = chw[(2 * plane)..];
        var resampler = new Resampler(picture, input);
        var row = new float[input.Width * Picture.Channels];
        for (int y = 0, to = 0; y < input.Height; y++)
        {
            resampler.SampleRow(y, row);
            for (var from = 0; from < row.Length; from += Picture.Channels, to++)
                (reds[to], greens[to], blues[to]) = (row[from] / 255f, row[from + 1] / 255f, row[from + 2] / 255f);
        }
    }

    /// <summary>A picture as a new float32 tensor [3, H, W] on the CPU, 0 to 1.</summary>
    /// <param name="picture">A picture of any size.</param>
    /// <param name="input">The network's input size.</param>
    /// <exception cref="ArgumentException">The input is below 1x1.</exception>
    public static Tensor ToTensor(Picture picture, ImageSize input)
    {
        Check(input);
        var tensor = empty([Picture.Channels, input.Height, input.Width], ScalarType.Float32, CPU);   // [3, H, W]
        Fill(picture, input, MemoryMarshal.Cast<byte, float>(tensor.bytes));
        return tensor;
    }

    private static int Check(ImageSize input) => input is { Width: >= 1, Height: >= 1 }
        ? checked(input.Width * input.Height)
        : throw new ArgumentException($"An input of {input} has no pixels; width and height start at 1.", nameof(input));
}
