using System.Runtime.InteropServices;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Weights;

/// <summary>
/// A file's numbers as tensors in its own pages: the system reads a page when it is first used, shares it among processes, and may drop it
/// when memory is short. For one thread at a time; the tensors outlive it, and are of the file as long as nobody overwrites it in place.
/// </summary>
internal sealed class MappedFile(string path, long length) : IDisposable
{
    // The whole file as numbers of one type, once for each type that was asked for; null where it cannot be had.
    private readonly Dictionary<ScalarType, Tensor?> _whole = [];

    /// <summary>The numbers that begin at a byte of the file; null when they cannot be had without a copy, so that they have to be read.</summary>
    public Tensor? View(TensorInfo info, long offset)
    {
        var size = TensorTypes.SizeOf(info.Type);
        if (offset % size != 0)
            return null;
        if (!_whole.TryGetValue(info.Type, out var numbers))
            _whole.Add(info.Type, numbers = Map(info.Type, length / size));
        using var part = numbers?.narrow(0, offset / size, info.Shape.Aggregate(1L, (product, side) => product * side));   // [numbers]
        return part?.view([.. info.Shape]);
    }

    /// <summary>Forgets the file; the pages go with the last tensor in them.</summary>
    public void Dispose()
    {
        foreach (var numbers in _whole.Values)
            numbers?.Dispose();
    }

    // What is written to such a tensor is seen by nobody else and does not come into the file.
    private Tensor? Map(ScalarType type, long count)
    {
        try
        {
            return from_file(path, shared: false, size: count, dtype: type).DetachFromDisposeScope();
        }
        catch (ExternalException)   // of a file system or a system that cannot map, or a name that torch cannot open there
        {
            return null;
        }
    }
}
