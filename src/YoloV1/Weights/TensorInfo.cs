using TorchSharp;

namespace YoloV1.Weights;

/// <summary>What is known of a stored tensor before it is read.</summary>
/// <param name="Type">The kind of its numbers.</param>
/// <param name="Shape">Its length along each dimension; empty for a single number.</param>
public sealed record TensorInfo(torch.ScalarType Type, IReadOnlyList<long> Shape)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Type} [{string.Join(", ", Shape)}]";
}
