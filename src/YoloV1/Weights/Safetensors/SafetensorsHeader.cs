using System.Buffers.Binary;
using System.Text.Json;
using YoloV1.Files;

namespace YoloV1.Weights;

/// <summary>The header of a safetensors file: 8 bytes with its length, then JSON that says where each tensor is stored.</summary>
/// <remarks>Nothing in it is trusted: every length is checked against the file before memory is allocated.</remarks>
internal sealed class SafetensorsHeader
{
    /// <summary>Bytes before the JSON: its length, little-endian.</summary>
    public const int PrefixLength = 8;

    /// <summary>The longest JSON that the format allows.</summary>
    public const long MaxLength = 100_000_000;

    /// <summary>The most tensors of a file; the largest networks have some thousands.</summary>
    public const int MaxTensors = 100_000;

    /// <summary>The key that holds text instead of a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    private SafetensorsHeader(
        IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata, long dataStart) =>
        (Entries, Metadata, DataStart) = (entries, metadata, dataStart);

    /// <summary>The tensors, in the order of the JSON.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The text under <see cref="MetadataKey"/>; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Where the data begin in the file.</summary>
    public long DataStart { get; }

    /// <summary>Reads the header from the start of a seekable stream and checks it against the stream's length.</summary>
    /// <exception cref="InvalidDataException">It does not fit; the message names <paramref name="place"/> and the tensor.</exception>
    public static SafetensorsHeader Read(Stream stream, string place)
    {
        var json = ReadJson(stream, place);
        var dataStart = PrefixLength + json.Length;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 4 });
            var parser = new SafetensorsHeaderParser(place, stream.Length - dataStart);
            parser.Parse(document.RootElement);
            return new(parser.Entries, parser.Metadata, dataStart);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)   // the latter for text that is not Unicode
        {
            throw new InvalidDataException(
                $"{place}: the header is not valid JSON ({FirstLine(e)}); the file is damaged or not a safetensors file.", e);
        }
    }

    private static byte[] ReadJson(Stream stream, string place)
    {
        if (stream.Length < PrefixLength)
            throw new InvalidDataException(
                $"{place}: {stream.Length} bytes are too few for a safetensors file, at least {PrefixLength}; download it again.");
        Span<byte> prefix = stackalloc byte[PrefixLength];
        stream.Position = 0;
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var limit = Math.Min(MaxLength, stream.Length - PrefixLength);
        if (length > (ulong)limit)
            throw new InvalidDataException(
                $"{place}: its header would have {length} bytes, more than the possible {limit}; it is truncated, or not safetensors.");
        var json = new byte[length];
        stream.ReadExactly(json);
        return json;
    }

    // For a misspelled literal the reader quotes all that follows.
    private static string FirstLine(Exception e) => e is JsonException json
        ? JsonReason.Of(json).TrimEnd('.')
        : Printable.Of(e.Message.Split('\n')[0].TrimEnd('.', '\r'), longest: 200);
}
