using TorchSharp;
using YoloV1.Files;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>A file of <c>torch.save</c> with a state_dict, open for reading; for one thread at a time.</summary>
/// <remarks>Opening reads and checks what describes the tensors. Each tensor is then read from the file by itself.</remarks>
internal sealed class PyTorchFile : ITensorSource, IDisposable
{
    /// <summary>How many times the size of the file all tensors together may have: they may share values, or repeat one.</summary>
    public const int MaxTimesFile = 4;

    /// <summary>What small files may take besides.</summary>
    public const long Spare = 64 << 20;

    private readonly PyTorchArchive _archive;
    private readonly StoredValues _values;
    private readonly OrderedDictionary<string, StoredTensor> _tensors;

    private PyTorchFile(PyTorchArchive archive)
    {
        _archive = archive;
        _values = archive.Values;
        var pickle = archive.ReadPickle();
        PickleLength = pickle.Length;
        _tensors = PyTorchState.Find(Unpickler.Read(pickle, archive.Place), archive.Place);
        CheckTensors();
        Tensors = new OrderedDictionary<string, TensorInfo>(
            _tensors.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Info)), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Place => _archive.Place;

    /// <summary>The tensors, by name, in the order of the state_dict. DataParallel's prefix <c>module.</c> is left out.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>Bytes of the pickle that describes the tensors.</summary>
    public long PickleLength { get; }

    /// <summary>Opens a file of <c>torch.save</c>, version 1.6 or later: a state_dict, or a dictionary with one under state_dict,
    /// model_state_dict or model.</summary>
    /// <exception cref="InvalidDataException">
    /// It is no such file, asks for anything but tensors and plain containers, or is damaged.
    /// </exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static PyTorchFile Open(string path)
    {
        var archive = PyTorchArchive.Open(path);
        try
        {
            return new(archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public torch.Tensor Read(string name)
    {
        var stored = Stored(name);
        return stored.IsContiguous ? _values.Read(stored.Info, OffsetOf(stored)) : ReadView(stored);
    }

    /// <inheritdoc/>
    public void CopyTo(string name, torch.Tensor target)
    {
        var stored = Stored(name);
        if (stored.IsContiguous)
        {
            _values.Fill(target, stored.Info.Type, OffsetOf(stored));
            return;
        }
        using var view = ReadView(stored);
        using var noGradient = torch.no_grad();
        target.copy_(view);
    }

    /// <summary>Closes the file; tensors that were read stay.</summary>
    public void Dispose() => _archive.Dispose();

    private torch.Tensor ReadView(StoredTensor stored)
    {
        using var values = _values.Read(new(stored.Info.Type, [stored.Extent]), OffsetOf(stored));   // [extent]
        using var view = values.as_strided(stored.Shape, stored.Strides);
        var tensor = torch.empty(stored.Shape, stored.Info.Type, torch.CPU);
        return tensor.copy_(view);
    }

    private long OffsetOf(StoredTensor stored) => stored.Extent == 0
        ? 0
        : _archive.StartOf(stored.Storage.Key) + stored.Offset * TensorTypes.SizeOf(stored.Storage.Type);

    private StoredTensor Stored(string name) =>
        _tensors.TryGetValue(name, out var stored)
            ? stored
            : throw new KeyNotFoundException(
                $"{Place}: there is no tensor '{name}'; see {nameof(Tensors)} for its {_tensors.Count} names.");

    private void CheckTensors()
    {
        var work = 0L;
        foreach (var (name, stored) in _tensors)
        {
            var (storage, size) = (stored.Storage, TensorTypes.SizeOf(stored.Storage.Type));
            if (stored.Fault() is { } fault)
                throw Fault(name, fault);
            if (storage.Length > _archive.Length || !_archive.Has(storage.Key, storage.Length * size))
                throw Fault(name, $"is in storage '{Printable.Of(storage.Key)}', which lacks some of its {storage.Length} values");
            work += Math.Min(Math.Max(stored.Extent * size, TensorTypes.ByteLength(stored.Info)!.Value), long.MaxValue / 2 - work);
            if (work > MaxTimesFile * _archive.Length + Spare)
                throw Fault(
                    name, $"and the tensors before it need more than {MaxTimesFile} times the size of the file; make them .contiguous()");
        }
    }

    private InvalidDataException Fault(string name, string fault) =>
        new($"{Place}: tensor '{Printable.Of(name)}' {fault}.".ReplaceLineEndings(" "));
}
