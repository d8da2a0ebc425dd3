using System.Runtime.InteropServices;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Weights;

/// <summary>
/// A file's numbers as tensors in its own pages: the system reads a page when it is first used, shares it among processes, and may drop it
/// when memory is short. The tensors are of the file as long as nobody overwrites it in place.
/// </summary>
internal sealed class MappedFile(string path)
{
    /// <summary>The numbers that begin at a byte of the file; null when they cannot be had without a copy, so that they have to be read.</summary>
    /// <remarks>Each has a mapping of its own: the pages go when it goes, whatever others there are.</remarks>
    public Tensor? View(TensorInfo info, long offset)
    {
        var size = TensorTypes.SizeOf(info.Type);
        if (offset % size != 0)
            return null;
        var (first, length) = (offset / size, info.Length);
        using var numbers = Map(info.Type, first + length);
        using var part = numbers?.narrow(0, first, length);                          // [numbers]
        return part?.view([.. info.Shape]);
    }

    // What is written to such a tensor is seen by nobody else and does not come into the file.
    private Tensor? Map(ScalarType type, long count)
    {
        try
        {
            return from_file(path, shared: false, size: count, dtype: type);
        }
        catch (ExternalException)   // of a file system or a system that cannot map, or a name that torch cannot open there
        {
            return null;
        }
    }
}
