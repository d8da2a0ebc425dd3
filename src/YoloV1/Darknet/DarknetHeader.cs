using System.Buffers.Binary;

namespace YoloV1.Darknet;

/// <summary>The header of a Darknet weights file: three version numbers and the number of images seen in training.</summary>
/// <param name="Major">The first number of the version; over 1000 says that fully connected layers are stored transposed.</param>
/// <param name="Minor">The second number; over 1000 says the same.</param>
/// <param name="Revision">The third number.</param>
/// <param name="Seen">Images seen in training.</param>
/// <param name="SeenBytes">Bytes of <paramref name="Seen"/>: 4 before version 0.2 and from 32-bit systems, 8 otherwise.</param>
public sealed record DarknetHeader(int Major = 0, int Minor = 2, int Revision = 0, long Seen = 0, int SeenBytes = 8)
{
    private const int LargestVersion = 1000;

    /// <summary>Bytes of the header: 16 or 20.</summary>
    public int Length => 3 * sizeof(int) + SeenBytes;

    /// <summary>Whether the weights of fully connected layers are stored [inputs, outputs] instead of [outputs, inputs].</summary>
    public bool Transposed => Major > LargestVersion || Minor > LargestVersion;

    /// <summary>The version in words: "0.2.5".</summary>
    public string Version => $"{Major}.{Minor}.{Revision}";

    /// <summary>
    /// The headers that the first bytes of a file can be: the one that the version implies, then the other width of <see cref="Seen"/>.
    /// </summary>
    internal static IEnumerable<DarknetHeader> Candidates(byte[] start)
    {
        var (major, minor, revision) = (IntAt(start, 0), IntAt(start, 4), IntAt(start, 8));
        var narrow = new DarknetHeader(major, minor, revision, IntAt(start, 12), 4);
        var wide = start.Length >= 20
            ? narrow with { Seen = BinaryPrimitives.ReadInt64LittleEndian(start.AsSpan(12)), SeenBytes = 8 }
            : null;
        var isNew = major * 10L + minor >= 2 && major < LargestVersion && minor < LargestVersion;
        // Some programs write 8 bytes under any version; the length of the file tells.
        if (!isNew)
            return wide is not null && IntAt(start, 16) == 0 ? [narrow, wide] : [narrow];
        // A 32-bit Darknet wrote version 0.2 with 4 bytes: its size_t. Where the next 4 are zero, they are the upper half of 8.
        // Otherwise a file that lacks its last value would pass for one of those, with every value moved by one.
        return wide is null ? [narrow] : IntAt(start, 16) == 0 ? [wide] : [wide, narrow];
    }

    internal void Write(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[3 * sizeof(int) + sizeof(long)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Major);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], Minor);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], Revision);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[12..], Seen);   // its lower half comes first
        stream.Write(bytes[..Length]);
    }

    private static int IntAt(byte[] start, int offset) => BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(offset));
}
