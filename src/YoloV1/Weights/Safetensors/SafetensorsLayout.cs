using System.Buffers.Binary;
using System.Text.Json;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Where each tensor goes in a safetensors file that is about to be written.</summary>
/// <remarks>
/// The data begin at a multiple of 64 bytes. The format allows no gap between tensors, so those whose length is a multiple of 64
/// come first, each at a multiple of 64; then the others by falling size of a value, each at a multiple of that size.
/// </remarks>
internal static class SafetensorsLayout
{
    private const int Alignment = 64;

    /// <summary>Gives each tensor its place; the result is in the order of the data.</summary>
    public static IReadOnlyList<SafetensorsEntry> Arrange(IEnumerable<(string Name, TensorInfo Info)> tensors)
    {
        var entries = new List<SafetensorsEntry>();
        var end = 0L;
        foreach (var (name, info) in tensors.OrderBy(tensor => ByteLength(tensor.Info) % Alignment != 0)
                     .ThenByDescending(tensor => TensorTypes.SizeOf(tensor.Info.Type)))
        {
            entries.Add(new(name, info, end, end + ByteLength(info)));
            end = entries[^1].End;
        }
        return entries;
    }

    /// <summary>The bytes before the data: the length, the JSON in the order of <paramref name="names"/>, and spaces.</summary>
    public static byte[] Head(
        IEnumerable<string> names, IEnumerable<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        var entryOf = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        using var head = new MemoryStream();
        head.Write(stackalloc byte[SafetensorsHeader.PrefixLength]);
        using (var json = new Utf8JsonWriter(head))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            foreach (var name in names)
                WriteEntry(json, entryOf[name]);
            json.WriteEndObject();
        }
        while (head.Length % Alignment != 0)
            head.WriteByte((byte)' ');
        var bytes = head.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - SafetensorsHeader.PrefixLength);
        return bytes;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
            return;
        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach (var (key, text) in metadata)
            json.WriteString(key, text);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", TensorTypes.NameOf(entry.Info.Type));
        WriteArray(json, "shape", entry.Info.Shape);
        WriteArray(json, "data_offsets", [entry.Begin, entry.End]);
        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, string key, IEnumerable<long> integers)
    {
        json.WriteStartArray(key);
        foreach (var integer in integers)
            json.WriteNumberValue(integer);
        json.WriteEndArray();
    }

    private static long ByteLength(TensorInfo info) =>
        TensorTypes.ByteLength(info) ?? throw new OverflowException($"{info} is too large for a file.");
}
