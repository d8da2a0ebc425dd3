using System.Text.Json;
using YoloV1.Files;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Turns the JSON of a safetensors file into entries, none of which overlaps another or leaves the data.</summary>
internal sealed class SafetensorsHeaderParser(string place, long dataLength)
{
    private readonly OrderedDictionary<string, SafetensorsEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    public IReadOnlyList<SafetensorsEntry> Entries => _entries.Values;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    public void Parse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Fault("the header", $"is a JSON {root.ValueKind}, not an object");
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == SafetensorsHeader.MetadataKey)
                ParseMetadata(property.Value);
            else if (!_entries.TryAdd(property.Name, ParseEntry(property.Name, property.Value)))
                throw Fault($"tensor '{Printable.Of(property.Name)}'", "occurs twice");
            if (_entries.Count > SafetensorsHeader.MaxTensors)
                throw Fault("the header", $"has more than {SafetensorsHeader.MaxTensors} tensors");
        }
        CheckCoverage();
    }

    private void ParseMetadata(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Fault(SafetensorsHeader.MetadataKey, $"is a JSON {value.ValueKind}, not an object");
        foreach (var property in value.EnumerateObject())
        {
            var text = $"{SafetensorsHeader.MetadataKey} '{Printable.Of(property.Name)}'";
            if (property.Value.ValueKind != JsonValueKind.String)
                throw Fault(text, $"is a JSON {property.Value.ValueKind}, not text");
            if (!_metadata.TryAdd(property.Name, property.Value.GetString()!))
                throw Fault(text, "occurs twice");
        }
    }

    private SafetensorsEntry ParseEntry(string name, JsonElement value)
    {
        var tensor = $"tensor '{Printable.Of(name)}'";
        if (value.ValueKind != JsonValueKind.Object)
            throw Fault(tensor, $"is a JSON {value.ValueKind}, not an object");
        var typeName = value.TryGetProperty("dtype", out var dtype) && dtype.ValueKind == JsonValueKind.String ? dtype.GetString() : null;
        if (!TensorTypes.TryParse(typeName, out var type))
            throw Fault(tensor, $"has dtype '{Printable.Of(typeName ?? "")}', which is not one of {TensorTypes.Names}");
        var shape = Integers(tensor, value, "shape");
        if (shape.Length > TensorTypes.MaxRank)
            throw Fault(tensor, $"has {shape.Length} dimensions, more than the {TensorTypes.MaxRank} allowed");
        var offsets = Integers(tensor, value, "data_offsets");
        if (offsets.Length != 2 || offsets[0] > offsets[1] || offsets[1] > dataLength)
            throw Fault(tensor, $"has data_offsets [{string.Join(", ", offsets.Take(3))}] outside the {dataLength} bytes of data");
        var info = new TensorInfo(type, shape);
        if (TensorTypes.ByteLength(info) is var needed && needed != offsets[1] - offsets[0])
            throw Fault(tensor, $"has {offsets[1] - offsets[0]} bytes, but {info} needs {needed?.ToString() ?? "more than possible"}");
        return new(name, info, offsets[0], offsets[1]);
    }

    private long[] Integers(string tensor, JsonElement entry, string key)
    {
        if (!entry.TryGetProperty(key, out var array) || array.ValueKind != JsonValueKind.Array)
            throw Fault(tensor, $"has no array '{key}'");
        var integers = new long[array.GetArrayLength()];
        var count = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var integer) || integer < 0)
                throw Fault(tensor, $"has a value in '{key}', at index {count}, that is not an integer from 0 to {long.MaxValue}");
            integers[count++] = integer;
        }
        return integers;
    }

    // The format allows no byte of data to belong to two tensors, or to none.
    private void CheckCoverage()
    {
        var covered = 0L;
        foreach (var entry in _entries.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != covered)
                throw Fault(
                    $"tensor '{Printable.Of(entry.Name)}'",
                    $"begins at byte {entry.Begin} of the data, but the one before it ends at {covered}");
            covered = entry.End;
        }
        if (covered != dataLength)
            throw Fault("the last tensor", $"ends at byte {covered} of the data, which has {dataLength}");
    }

    private InvalidDataException Fault(string subject, string fault) =>
        new($"{place}: {subject} {fault}; the file is damaged; write or download it again.".ReplaceLineEndings(" "));
}
