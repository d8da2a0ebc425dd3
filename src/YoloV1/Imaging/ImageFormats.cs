namespace YoloV1.Imaging;

/// <summary>The formats that are read, by the first bytes of their files: a decoder that knows more is not asked for it.</summary>
internal static class ImageFormats
{
    /// <summary>As many bytes as tell the format.</summary>
    public const int SignatureLength = 12;

    /// <summary>Whether a file begins as JPEG, PNG, WebP, BMP or GIF do.</summary>
    /// <param name="start">Its first bytes.</param>
    public static bool AreKnown(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || start.StartsWith("GIF8"u8)
        || start.StartsWith("BM"u8) || (start.StartsWith("RIFF"u8) && start.Length >= SignatureLength && start[8..].StartsWith("WEBP"u8));
}
