using TorchSharp;
using YoloV1.Files;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>A safetensors file, open for reading; for one thread at a time.</summary>
/// <remarks>Opening reads and checks only the header. Each tensor is then read directly into its own memory.</remarks>
internal sealed class SafetensorsFile : ITensorSource, IDisposable
{
    private readonly FileStream _stream;
    private readonly StoredValues _values;
    private readonly Dictionary<string, SafetensorsEntry> _entries;

    private SafetensorsFile(FileStream stream, SafetensorsHeader header)
    {
        (_stream, DataStart, Metadata) = (stream, header.DataStart, header.Metadata);
        _values = new StoredValues(stream);
        _entries = header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        Tensors = new OrderedDictionary<string, TensorInfo>(
            header.Entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Info)), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Place => _stream.Name;

    /// <summary>The tensors, by name, in the order of the header.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>The text that goes with them; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Where the values begin in the file.</summary>
    public long DataStart { get; }

    /// <summary>Opens a file and checks its header against its length.</summary>
    /// <exception cref="InvalidDataException">It is no safetensors file, or damaged; the message says where.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafetensorsFile Open(string path)
    {
        var stream = RegularFile.Open(path, bufferSize: 0);
        try
        {
            return new(stream, SafetensorsHeader.Read(stream, stream.Name));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Replaces the metadata of a file atomically; the tensors stay unchanged.</summary>
    /// <exception cref="InvalidDataException">It is no safetensors file, or damaged; the message says where.</exception>
    /// <exception cref="IOException">It cannot be opened or written.</exception>
    public static void ReplaceMetadata(
        string path, Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change) =>
        AtomicFile.Write(path, stream =>
        {
            using var file = Open(path);
            stream.Write(SafetensorsLayout.Head(file._entries.Keys, file._entries.Values, change(file.Metadata)));
            file._stream.Position = file.DataStart;
            file._stream.CopyTo(stream);
        });

    /// <inheritdoc/>
    public torch.Tensor Read(string name) => _values.Read(Entry(name).Info, OffsetOf(name));

    /// <inheritdoc/>
    public void CopyTo(string name, torch.Tensor target) => _values.Fill(target, Entry(name).Info.Type, OffsetOf(name));

    /// <summary>Closes the file; tensors that were read stay.</summary>
    public void Dispose() => _stream.Dispose();

    private long OffsetOf(string name) => DataStart + Entry(name).Begin;

    private SafetensorsEntry Entry(string name) => _entries.TryGetValue(name, out var entry)
        ? entry
        : throw new KeyNotFoundException($"{Place}: there is no tensor '{name}'; see {nameof(Tensors)} for its {_entries.Count} names.");
}
