using System.Buffers;
using static TorchSharp.torch;

namespace YoloV1.Kernels;

/// <summary>The bytes of a contiguous tensor of the CPU as memory, without a copy; the tensor must outlive it.</summary>
/// <remarks>
/// Used to write an ONNX file. <c>Tensor.bytes.ToArray()</c>, the plain form, would hold a network's weights a second time: 975 MB of
/// <c>notebook</c>.
/// </remarks>
internal sealed class TensorMemory : MemoryManager<byte>
{
    private readonly Tensor _tensor;

    private TensorMemory(Tensor tensor) => _tensor = tensor;

    /// <summary>The bytes.</summary>
    public static ReadOnlyMemory<byte> Of(Tensor tensor) => new TensorMemory(tensor).Memory;

    public override Span<byte> GetSpan() => _tensor.bytes;

    // Torch's memory does not move.
    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        fixed (byte* start = GetSpan())
            return new MemoryHandle(start + elementIndex);
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
