using System.Runtime.InteropServices;
using YoloV1.Models;
using static TorchSharp.torch;

namespace YoloV1.Weights;

/// <summary>
/// Tensors mapped from a file: the system reads a page when it is first used, shares it among processes, and may drop it when memory is
/// short. They hold the file's values as long as nobody overwrites it in place.
/// </summary>
internal sealed class MappedFile(string path)
{
    /// <summary>The tensor whose values begin at a byte of the file; null when it cannot be mapped and has to be read.</summary>
    /// <remarks>Each has its own mapping, which ends with it.</remarks>
    public Tensor? View(TensorInfo info, long offset)
    {
        var size = TensorTypes.SizeOf(info.Type);
        if (offset % size != 0)
            return null;
        var (first, length) = (offset / size, info.Length);
        using var values = Map(info.Type, first + length);
        using var part = values?.narrow(0, first, length);                          // [values]
        return part?.view([.. info.Shape]);
    }

    // Private: what is written to such a tensor is seen by nobody else and does not reach the file.
    private Tensor? Map(ScalarType type, long count)
    {
        try
        {
            return from_file(path, shared: false, size: count, dtype: type);
        }
        catch (ExternalException)   // the system or the file system cannot map, or torch cannot open the name
        {
            return null;
        }
    }
}
