using System.Buffers.Binary;

namespace YoloV1.Imaging;

/// <summary>The scans of a JPEG file: how often its decoder goes over the image.</summary>
/// <remarks>The file is scanned as libjpeg does it, which all decoders here use, so both see the same markers.</remarks>
internal static class JpegScans
{
    private const byte FirstFrame = 0xC0;
    private const byte FirstRestart = 0xD0;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>Whether there are more scans than a bound, up to the end of the image.</summary>
    public static bool AreMoreThan(int bound, ReadOnlySpan<byte> jpeg)
    {
        for (var scans = 0; NextMarker(ref jpeg) is var marker && marker is not (0 or EndOfImage);)
        {
            if (marker == StartOfScan && ++scans > bound)
                return true;
            if (HasLength(marker) && !SkipSegment(ref jpeg))
                return false;                                                        // cut short, which is for the decoder to say
        }
        return false;
    }

    /// <summary>
    /// Skips to after the next marker and returns it; 0 at the end. Anything may precede it, such as the values of a scan.
    /// </summary>
    private static byte NextMarker(ref ReadOnlySpan<byte> jpeg)
    {
        while (jpeg.IndexOf((byte)0xFF) is >= 0 and var at)
        {
            jpeg = jpeg[at..];
            if (jpeg.IndexOfAnyExcept((byte)0xFF) is not (> 0 and var end))
                return 0;
            var marker = jpeg[end];
            jpeg = jpeg[(end + 1)..];
            if (marker != 0)                                                         // 0 marks a value of 0xFF
                return marker;
        }
        return 0;
    }

    private static bool HasLength(byte marker) => marker is >= FirstFrame and (< FirstRestart or > StartOfImage);

    private static bool SkipSegment(ref ReadOnlySpan<byte> jpeg)
    {
        if (jpeg.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(jpeg) is not (>= 2 and var length) || length > jpeg.Length)
            return false;
        jpeg = jpeg[length..];
        return true;
    }
}
