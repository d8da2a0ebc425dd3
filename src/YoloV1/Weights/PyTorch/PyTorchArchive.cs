using System.IO.Compression;
using YoloV1.Files;

namespace YoloV1.Weights;

/// <summary>The zip that torch.save writes since 1.6: NAME/data.pkl, and a file NAME/data/KEY for each storage, none compressed.</summary>
internal sealed class PyTorchArchive : IDisposable
{
    private const string PickleName = "/data.pkl";

    /// <summary>Many times the description of a network's tensors.</summary>
    public const int MaxPickle = 16 << 20;

    private readonly FileStream _stream;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly string _root;

    private PyTorchArchive(FileStream stream)
    {
        _stream = stream;
        Values = new StoredValues(stream);
        _zip = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in _zip.Entries)
            if (!_entries.TryAdd(entry.FullName, entry))
                throw Fault($"has '{Printable.Of(entry.FullName)}' twice");
        string[] pickles = [.. _entries.Keys.Where(name => name.IndexOf('/', StringComparison.Ordinal) == name.Length - PickleName.Length
            && name.EndsWith(PickleName, StringComparison.Ordinal))];
        if (pickles is not [var pickle])
            throw Fault($"is a zip with {pickles.Length} files NAME{PickleName}, not a file of torch.save");
        _root = pickle[..^PickleName.Length];
    }

    public string Place => _stream.Name;

    public long Length => _stream.Length;

    /// <summary>The content of the file.</summary>
    public StoredValues Values { get; }

    /// <summary>Opens a file and lists its content.</summary>
    /// <exception cref="InvalidDataException">It is no such zip, or a damaged one.</exception>
    public static PyTorchArchive Open(string path)
    {
        var stream = RegularFile.Open(path);
        try
        {
            PyTorchSignature.Check(stream);
            return new(stream);
        }
        catch (Exception fault)
        {
            stream.Dispose();
            if (fault is InvalidDataException && !fault.Message.StartsWith(stream.Name, StringComparison.Ordinal))
                throw new InvalidDataException(
                    $"{stream.Name}: the zip is damaged ({fault.Message.TrimEnd('.')}); download it again.", fault);
            throw;
        }
    }

    /// <summary>The bytes that describe the tensors.</summary>
    public byte[] ReadPickle()
    {
        if (_entries.ContainsKey($"{_root}/constants.pkl"))
            throw Fault("is a TorchScript program; save its state_dict() with torch.save");
        if (_entries.TryGetValue($"{_root}/byteorder", out var order)
            && order.Length < 16 && !ReadAll(order).AsSpan().SequenceEqual("little"u8))
            throw Fault("stores its values in big-endian order; save it again on a little-endian machine");
        var entry = _entries[_root + PickleName];
        if (entry.Length > MaxPickle)
            throw Fault($"has a pickle of {entry.Length} bytes, more than the {MaxPickle} allowed; save only the state_dict");
        return ReadAll(entry);
    }

    /// <summary>Whether there is a storage of at least the given length in bytes.</summary>
    public bool Has(string key, long length) => _entries.TryGetValue(NameOf(key), out var entry) && entry.Length >= length;

    /// <summary>The byte of the file where a storage begins.</summary>
    /// <exception cref="InvalidDataException">The file has changed since it was opened, or is damaged.</exception>
    public long StartOf(string key)
    {
        Values.CheckUnchanged();
        return StartOf(_entries[NameOf(key)]);
    }

    public void Dispose()
    {
        _zip.Dispose();
        _stream.Dispose();
    }

    private string NameOf(string key) => $"{_root}/data/{key}";

    private byte[] ReadAll(ZipArchiveEntry entry)
    {
        if (entry.Length == 0)
            return [];
        _stream.Position = StartOf(entry);
        var bytes = new byte[entry.Length];
        _stream.ReadExactly(bytes);
        return bytes;
    }

    // A stored file is in the zip unchanged: after its first byte has been read, the stream is at its second.
    private long StartOf(ZipArchiveEntry entry)
    {
        if (entry.CompressedLength != entry.Length || entry.IsEncrypted)
            throw Fault($"has '{Printable.Of(entry.FullName)}' compressed or encrypted, which torch.save never does");
        using var content = entry.Open();
        if (content.ReadByte() < 0 || _stream.Position - 1 + entry.Length > _stream.Length)
            throw Fault($"has '{Printable.Of(entry.FullName)}' outside the file");
        return _stream.Position - 1;
    }

    private InvalidDataException Fault(string fault) => new($"{Place}: it {fault}.");
}
