using System.Buffers.Binary;
using YoloV1.Files;

namespace YoloV1.Weights;

/// <summary>Tells the formats of weights files apart.</summary>
internal static class WeightsFormats
{
    private const int HeadLength = 16;

    private static readonly (string Extension, WeightsFormat Format)[] Extensions =
    [
        (".safetensors", WeightsFormat.Safetensors),
        (".pth", WeightsFormat.PyTorch),
        (".pt", WeightsFormat.PyTorch),
        (".weights", WeightsFormat.Darknet),
    ];

    /// <summary>The format of a file by its first bytes, or by its name where these say nothing.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Neither says anything.</exception>
    public static WeightsFormat Of(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such weights file.", path);
        if (path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException(
                $"{path}: an ONNX graph is for other programs, such as ONNX Runtime; use the weights it was exported from.");
        using var stream = RegularFile.Open(path, bufferSize: 0);
        Span<byte> head = stackalloc byte[HeadLength];
        head = head[..stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
        if ((ByContent(head, stream.Length) ?? ByName(path)) is { } format)
            return format;
        return MayBeDarknet(head) ? WeightsFormat.Darknet : throw new InvalidDataException(
            $"{path}: neither its content nor its name is that of a weights file; give one of {Names}.");
    }

    /// <summary>The format that a file of this name is written in.</summary>
    /// <exception cref="ArgumentException">The name ends otherwise; the message lists the endings.</exception>
    public static WeightsFormat ForWriting(string path) =>
        ByName(path) ?? throw new ArgumentException($"{path}: its extension names no weights format; give one of {Names}.", nameof(path));

    private static string Names => string.Join(", ", Extensions.Select(known => known.Extension));

    private static WeightsFormat? ByName(string path)
    {
        var index = Array.FindIndex(Extensions, known => path.EndsWith(known.Extension, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : Extensions[index].Format;
    }

    private static WeightsFormat? ByContent(ReadOnlySpan<byte> head, long length)
    {
        if (PyTorchSignature.Fits(head))
            return WeightsFormat.PyTorch;
        var isSafetensors = head.Length > SafetensorsHeader.PrefixLength && head[SafetensorsHeader.PrefixLength] == (byte)'{'
            && BinaryPrimitives.ReadUInt64LittleEndian(head) <= (ulong)(length - SafetensorsHeader.PrefixLength);
        return isSafetensors ? WeightsFormat.Safetensors : null;
    }

    // It begins with a version: 0.1.0, 0.2.0 or 0.2.5.
    private static bool MayBeDarknet(ReadOnlySpan<byte> head) => head.Length == HeadLength
        && BinaryPrimitives.ReadInt32LittleEndian(head) == 0 && BinaryPrimitives.ReadInt32LittleEndian(head[4..]) is 1 or 2;
}
