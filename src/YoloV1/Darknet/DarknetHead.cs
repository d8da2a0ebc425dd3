using YoloV1.Models;

namespace YoloV1.Darknet;

/// <summary>A Darknet weights file: its length, and the heads that its first bytes can be. It holds no shapes: those come from a config.</summary>
internal sealed record DarknetHead(string Path, long Length, IReadOnlyList<DarknetHeader> Headers)
{
    private const int LongestHeader = 20;

    /// <summary>The head that the version says.</summary>
    public DarknetHeader Header => Headers[0];

    /// <summary>Opens a file and reads its head.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is too short, or its version is none.</exception>
    public static DarknetHead Open(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such weights file.", path);
        using var stream = File.OpenRead(path);
        var start = new byte[Math.Min(LongestHeader, stream.Length)];
        stream.ReadExactly(start);
        if (start.Length < 16)
            throw new InvalidDataException($"{path}: {start.Length} bytes are too few for the head of Darknet weights, which has 16 or 20.");
        var headers = DarknetHeader.Candidates(start).ToList();
        if (headers[0] is { Major: < 0 } or { Minor: < 0 } or { Revision: < 0 })
            throw new InvalidDataException($"{path}: its version {headers[0].Version} is none of Darknet's; it is not a Darknet weights file.");
        return new DarknetHead(path, stream.Length, headers);
    }

    /// <summary>Bytes behind a network's numbers; below zero for bytes that are missing.</summary>
    public long LeftoverBytes(DarknetHeader header, long numbers) => Length - header.Length - numbers * sizeof(float);

    /// <summary>The head with which a network's numbers end exactly where the file ends; null when none does.</summary>
    public DarknetHeader? HeaderFor(long numbers) => Headers.FirstOrDefault(header => LeftoverBytes(header, numbers) == 0);

    /// <summary>As <see cref="HeaderFor"/>.</summary>
    /// <exception cref="InvalidDataException">None does; the message has the numbers and the network that would fit.</exception>
    public DarknetHeader HeaderOrThrow(YoloV1Config config)
    {
        var numbers = DarknetLayout.Of(config).Sum(tensor => tensor.Length);
        return HeaderFor(numbers) ?? throw new InvalidDataException(
            $"{Path}: '{config.Name}' (S={config.GridSize}, B={config.BoxesPerCell}, C={config.ClassCount}) takes {numbers} numbers, and "
            + $"{Difference(LeftoverBytes(Header, numbers))}. {DarknetFit.Of(this).Advice}");
    }

    /// <summary>What is left over or missing, in words.</summary>
    public static string Difference(long leftover) => leftover >= 0 ? $"{leftover} bytes are left over" : $"{-leftover} bytes are missing";
}
