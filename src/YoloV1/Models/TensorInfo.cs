using TorchSharp;

namespace YoloV1.Models;

/// <summary>The type and shape of a tensor.</summary>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its length along each dimension; empty for a scalar.</param>
public sealed record TensorInfo(torch.ScalarType Type, IReadOnlyList<long> Shape)
{
    /// <summary>The type and shape of a tensor.</summary>
    public static TensorInfo Of(torch.Tensor tensor) => new(tensor.dtype, tensor.shape);

    /// <summary>How many elements it holds.</summary>
    public long Length => Shape.Aggregate(1L, (product, side) => product * side);

    /// <inheritdoc/>
    public override string ToString() => $"{Type} [{string.Join(", ", Shape)}]";
}
