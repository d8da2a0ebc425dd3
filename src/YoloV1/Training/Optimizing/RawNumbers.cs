using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>The numbers of a float32 tensor of the CPU where they lie, in the order of memory.</summary>
internal readonly unsafe struct RawNumbers
{
    private readonly float* _first;

    /// <summary>Looks at a tensor, which has to outlive this. Its memory has no gaps: contiguous, or channels last.</summary>
    public RawNumbers(Tensor tensor)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var first = (tensor.is_contiguous() ? tensor : tensor.permute(0, 2, 3, 1)).view(-1).narrow(0, 0, 1);
        _first = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }

    public Span<float> Slice(long start, int length) => new(_first + start, length);
}
