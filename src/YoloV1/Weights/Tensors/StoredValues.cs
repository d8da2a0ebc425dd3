using TorchSharp;
using YoloV1.Kernels;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>The values of a weights file, read into memory of their own; for one thread at a time.</summary>
/// <remarks>
/// No tensor is mapped from its file: who then replaced the file in place (<c>cp new old</c>) would end the process with SIGBUS, or
/// change the weights of a network that runs. A file that changes while it is read is refused.
/// </remarks>
/// <param name="stream">The file, open; it stays the caller's.</param>
internal sealed class StoredValues(FileStream stream)
{
    private readonly (long Length, DateTime Written) _opened = StampOf(stream);

    /// <summary>A tensor of the CPU with the values from a byte of the file on; the caller owns it.</summary>
    /// <exception cref="InvalidDataException">The file is shorter, or has changed since it was opened.</exception>
    public torch.Tensor Read(TensorInfo info, long offset)
    {
        var tensor = torch.empty([.. info.Shape], info.Type, torch.CPU);
        try
        {
            Fill(tensor, info.Type, offset);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>Fills a tensor with the values from a byte of the file on, converting them from the given type where it differs.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public void Fill(torch.Tensor tensor, torch.ScalarType type, long offset)
    {
        stream.Position = offset;
        try
        {
            TensorBytes.Fill(tensor, type, ReadNext);
        }
        catch (EndOfStreamException fault)
        {
            throw Changed(fault);
        }
        CheckUnchanged();
    }

    /// <exception cref="InvalidDataException">The file has changed since it was opened.</exception>
    public void CheckUnchanged()
    {
        if (StampOf(stream) != _opened)
            throw Changed();
    }

    private static (long Length, DateTime Written) StampOf(FileStream stream) =>
        (RandomAccess.GetLength(stream.SafeFileHandle), File.GetLastWriteTimeUtc(stream.SafeFileHandle));

    // A tensor's memory does not move.
    private void ReadNext(Span<byte> bytes)
    {
        ParallelRead.Fill(stream.SafeFileHandle, bytes, stream.Position);
        stream.Position += bytes.Length;
    }

    private InvalidDataException Changed(Exception? fault = null) =>
        new($"{stream.Name}: the file changed while it was read; read it again, and replace files by renaming.", fault);
}
