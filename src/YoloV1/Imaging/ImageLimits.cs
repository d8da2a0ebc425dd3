namespace YoloV1.Imaging;

/// <summary>What an image file may ask of the machine. Its header is held against these before a pixel is decoded.</summary>
/// <remarks>
/// A JPEG file may have 100 scans, whatever the limits: a progressive one has about ten, and each goes over all of the image for a few
/// bytes.
/// </remarks>
public sealed record ImageLimits
{
    /// <summary>Scans of a JPEG file.</summary>
    internal const int MaxScans = 100;

    /// <summary>The limits of every read that is not given its own.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>
    /// Width times height, in millions; 200 unless told otherwise. Reading takes up to 7 bytes a pixel, so 1.4 GB for 200 megapixels.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxMegapixels { get; init => field = FromOne(value, nameof(MaxMegapixels)); } = 200;

    /// <summary>Bytes of a file, of which no format has more a pixel than 16 bits for each of four channels.</summary>
    internal long MostBytes => MaxMegapixels * 8_000_000L + (1 << 20);

    /// <summary>The exceeded limit as text; null if there is none.</summary>
    /// <param name="size">The image's size, from its header.</param>
    /// <param name="jpeg">The file if it is JPEG, else empty.</param>
    internal string? Fault(ImageSize size, ReadOnlySpan<byte> jpeg)
    {
        if ((long)size.Width * size.Height > MaxMegapixels * 1_000_000L)
            return $"{size} pixels are more than the {MaxMegapixels} megapixels allowed; make it smaller";
        return JpegScans.AreMoreThan(MaxScans, jpeg)
            ? $"this JPEG has more than {MaxScans} scans, while ordinary ones have about ten; save it again"
            : null;
    }

    private static int FromOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least 1.");
}
