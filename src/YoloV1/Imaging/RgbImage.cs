namespace YoloV1.Imaging;

/// <summary>An image in memory: 8-bit RGB, row by row from the top, the three bytes of a pixel side by side.</summary>
public sealed class RgbImage
{
    /// <summary>Bytes of one pixel: red, green and blue.</summary>
    public const int Channels = 3;

    /// <summary>An image of the given pixels, which are not copied.</summary>
    /// <param name="size">Width and height, each at least 1.</param>
    /// <param name="rgb">Height * width * 3 bytes.</param>
    /// <exception cref="ArgumentException">The size is below 1x1, or the number of bytes is not the size's.</exception>
    public RgbImage(ImageSize size, byte[] rgb)
    {
        ArgumentNullException.ThrowIfNull(rgb);
        if (size.Width < 1 || size.Height < 1)
            throw new ArgumentException($"An image of {size} has no pixels; width and height must be at least 1.", nameof(size));
        var length = (long)size.Width * size.Height * Channels;
        if (rgb.LongLength != length)
            throw new ArgumentException($"{rgb.Length} bytes do not match {size} RGB pixels, which have {length}.", nameof(rgb));
        (Size, Rgb) = (size, rgb);
    }

    /// <summary>A black image.</summary>
    /// <param name="size">Width and height, each at least 1.</param>
    /// <exception cref="ArgumentException">The size is below 1x1.</exception>
    public RgbImage(ImageSize size) : this(size, new byte[Math.Max(0, checked(size.Width * size.Height * Channels))])
    {
    }

    /// <summary>Width and height in pixels.</summary>
    public ImageSize Size { get; }

    /// <summary>The pixels: the red, green and blue of column x in row y start at (y * width + x) * 3.</summary>
    public byte[] Rgb { get; }

    /// <summary>An image whose every pixel is still to be written.</summary>
    internal static RgbImage Unwritten(ImageSize size) =>
        new(size, GC.AllocateUninitializedArray<byte>(checked(size.Width * size.Height * Channels)));
}
