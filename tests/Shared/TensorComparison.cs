using TorchSharp;

namespace YoloV1.Tests;

internal static class TensorComparison
{
    /// <summary>The same type, shape and numbers.</summary>
    public static bool IsSameAs(this torch.Tensor a, torch.Tensor b) =>
        a.dtype == b.dtype && a.shape.AsSpan().SequenceEqual(b.shape) && a.eq(b).all().item<bool>();
}
