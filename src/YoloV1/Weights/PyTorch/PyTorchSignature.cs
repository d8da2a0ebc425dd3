namespace YoloV1.Weights;

/// <summary>How files of torch.save begin.</summary>
internal static class PyTorchSignature
{
    private static ReadOnlySpan<byte> Zip => "PK\x03\x04"u8;

    // Protocol 2, LONG1 of 10 bytes, and torch's magic number.
    private static ReadOnlySpan<byte> OnePickle => [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19];

    /// <summary>Whether a file that begins so was written by torch.save, of now or before 1.6.</summary>
    public static bool Fits(ReadOnlySpan<byte> head) => head.StartsWith(Zip) || head.StartsWith(OnePickle);

    /// <summary>Rejects anything that is not a zip, with the remedy.</summary>
    /// <exception cref="InvalidDataException">It is no file of torch.save, or one from before 1.6.</exception>
    public static void Check(FileStream stream)
    {
        Span<byte> head = stackalloc byte[OnePickle.Length];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (head.StartsWith(OnePickle))
            throw new InvalidDataException(
                $"{stream.Name}: it is in the format of torch before 1.6; convert it once in Python: "
                + "torch.save(torch.load(FILE, map_location='cpu'), NEW_FILE).");
        if (!head.StartsWith(Zip))
            throw new InvalidDataException(
                $"{stream.Name}: it is not a file of torch.save, which is a zip; download it again, or check what wrote it.");
    }
}
