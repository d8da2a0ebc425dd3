using System.Buffers;
using Google.Protobuf;
using TorchSharp;

namespace YoloV1.Onnx;

/// <summary>The bytes of a contiguous tensor of the CPU as memory, without a copy; the tensor has to outlive it.</summary>
internal sealed class TensorMemory : MemoryManager<byte>
{
    private readonly torch.Tensor _tensor;

    private TensorMemory(torch.Tensor tensor) => _tensor = tensor;

    /// <summary>The bytes as a protobuf field.</summary>
    public static ByteString BytesOf(torch.Tensor tensor) => UnsafeByteOperations.UnsafeWrap(new TensorMemory(tensor).Memory);

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
