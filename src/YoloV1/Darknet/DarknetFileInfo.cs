using YoloV1.Files;
using YoloV1.Models;

namespace YoloV1.Darknet;

/// <summary>A Darknet weights file: its length, and the headers that its first bytes can be. Shapes come from a config.</summary>
internal sealed record DarknetFileInfo(string Path, long Length, IReadOnlyList<DarknetHeader> Headers)
{
    private const int LongestHeader = 20;

    /// <summary>The header that the version implies.</summary>
    public DarknetHeader Header => Headers[0];

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is too short, or its version is not one of Darknet's.</exception>
    public static DarknetFileInfo Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such weights file.", path);
        using var stream = RegularFile.Open(path);
        var start = new byte[Math.Min(LongestHeader, stream.Length)];
        stream.ReadExactly(start);
        if (start.Length < 16)
            throw new InvalidDataException(
                $"{path}: {start.Length} bytes are too few for the header of Darknet weights, which has 16 or 20.");
        var headers = DarknetHeader.Candidates(start).ToList();
        if (headers[0] is { Major: < 0 } or { Minor: < 0 } or { Revision: < 0 })
            throw new InvalidDataException(
                $"{path}: version {headers[0].Version} in its header is not one of Darknet's; this is not a Darknet weights file.");
        return new DarknetFileInfo(path, stream.Length, headers);
    }

    /// <summary>How many values of 4 bytes follow the header.</summary>
    public long ElementCount => (Length - Header.Length) / sizeof(float);

    /// <summary>Bytes after a network's values; below zero for bytes that are missing.</summary>
    public long LeftoverBytes(DarknetHeader header, long elementCount) => Length - header.Length - elementCount * sizeof(float);

    /// <summary>The header with which a network's values end exactly where the file ends; null when none does.</summary>
    public DarknetHeader? HeaderFor(long elementCount) => Headers.FirstOrDefault(header => LeftoverBytes(header, elementCount) == 0);

    /// <summary>As <see cref="HeaderFor"/>.</summary>
    /// <exception cref="InvalidDataException">None does; the message has the counts and the network that would fit.</exception>
    public DarknetHeader HeaderOrThrow(YoloV1Config config)
    {
        var needed = DarknetLayout.Of(config).Sum(tensor => tensor.Length);
        return HeaderFor(needed) ?? throw new InvalidDataException(
            $"{Path}: '{config.Name}' (S={config.GridSize}, B={config.BoxesPerCell}, C={config.ClassCount}) takes {needed} values, and "
            + $"{Difference(LeftoverBytes(Header, needed))}. {DarknetFit.Of(this).Advice}");
    }

    /// <summary>Leftover or missing bytes, as text.</summary>
    public static string Difference(long leftover) => leftover >= 0 ? $"{leftover} bytes are left over" : $"{-leftover} bytes are missing";
}
