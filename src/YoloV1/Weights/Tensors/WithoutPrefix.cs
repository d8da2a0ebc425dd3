using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Tensors by the names that a network has, without the word that a program put before all of them.</summary>
internal sealed class WithoutPrefix : ITensorSource
{
    private readonly ITensorSource _tensors;
    private readonly string _prefix;

    private WithoutPrefix(ITensorSource tensors, string prefix)
    {
        (_tensors, _prefix) = (tensors, prefix);
        Tensors = In(tensors.Tensors);
    }

    /// <inheritdoc/>
    public string Place => _tensors.Place;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>The tensors themselves if their names have no common prefix.</summary>
    public static ITensorSource Of(ITensorSource tensors) =>
        NamePrefix.Of([.. tensors.Tensors.Keys]) is { Length: > 0 } prefix ? new WithoutPrefix(tensors, prefix) : tensors;

    /// <summary>The descriptions of tensors by those names.</summary>
    public static IReadOnlyDictionary<string, TensorInfo> In(IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        var prefix = NamePrefix.Of([.. tensors.Keys]);
        return prefix.Length == 0 ? tensors : new OrderedDictionary<string, TensorInfo>(
            tensors.Select(pair => KeyValuePair.Create(pair.Key[prefix.Length..], pair.Value)), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public torch.Tensor Read(string name) => _tensors.Read(_prefix + name);

    /// <inheritdoc/>
    public void CopyTo(string name, torch.Tensor target) => _tensors.CopyTo(_prefix + name, target);
}
