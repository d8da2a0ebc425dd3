using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>
/// Tensors with the count of batches that batch normalization has since PyTorch 0.4.1; 0 if missing, as in PyTorch.
/// </summary>
internal sealed class WithBatchCounts : ITensorSource
{
    private const string Variance = ".running_var";
    private const string Count = ".num_batches_tracked";

    private readonly ITensorSource _tensors;

    private WithBatchCounts(ITensorSource tensors, IReadOnlyDictionary<string, TensorInfo> all) => (_tensors, Tensors) = (tensors, all);

    /// <inheritdoc/>
    public string Place => _tensors.Place;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>The tensors themselves where no count lacks.</summary>
    public static ITensorSource Of(ITensorSource tensors) =>
        In(tensors.Tensors) is var all && all.Count == tensors.Tensors.Count ? tensors : new WithBatchCounts(tensors, all);

    /// <summary>The descriptions of tensors, including the added counts.</summary>
    public static IReadOnlyDictionary<string, TensorInfo> In(IReadOnlyDictionary<string, TensorInfo> tensors)
    {
        var all = new OrderedDictionary<string, TensorInfo>(tensors, StringComparer.Ordinal);
        foreach (var name in tensors.Keys.Where(name => name.EndsWith(Variance, StringComparison.Ordinal)))
            all.TryAdd(name[..^Variance.Length] + Count, new(torch.ScalarType.Int64, []));
        return all;
    }

    /// <inheritdoc/>
    public torch.Tensor Read(string name) => IsAdded(name) ? torch.tensor(0L, device: torch.CPU) : _tensors.Read(name);

    /// <inheritdoc/>
    public void CopyTo(string name, torch.Tensor target)
    {
        if (IsAdded(name))
            target.zero_();
        else
            _tensors.CopyTo(name, target);
    }

    private bool IsAdded(string name) => !_tensors.Tensors.ContainsKey(name) && Tensors.ContainsKey(name);
}
