using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Tensors in memory as a source; their owner keeps them.</summary>
internal sealed class TensorDictionary : ITensorSource
{
    private readonly Dictionary<string, torch.Tensor> _tensors;

    public TensorDictionary(IEnumerable<KeyValuePair<string, torch.Tensor>> tensors, string place)
    {
        _tensors = new(tensors, StringComparer.Ordinal);
        Place = place;
        Tensors = _tensors.ToDictionary(pair => pair.Key, pair => TensorInfo.Of(pair.Value), StringComparer.Ordinal);
    }

    public string Place { get; }

    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>A caller's tensors in their order, checked for writing: no name stands twice, and the formats know each type.</summary>
    /// <exception cref="ArgumentException">They are not; the message has <paramref name="path"/>.</exception>
    public static OrderedDictionary<string, torch.Tensor> ByName(IEnumerable<KeyValuePair<string, torch.Tensor>> tensors, string path)
    {
        var byName = new OrderedDictionary<string, torch.Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in tensors)
        {
            if (TensorTypes.NameOf(tensor.dtype) is null)
                throw new ArgumentException(
                    $"{path}: tensor '{name}' is {tensor.dtype}, not one of {TensorTypes.Names}; convert it first.", nameof(tensors));
            if (!byName.TryAdd(name, tensor))
                throw new ArgumentException($"{path}: tensor '{name}' occurs twice; names must be unique.", nameof(tensors));
        }
        return byName;
    }

    /// <summary>All tensors of a source in memory, each the caller's to dispose.</summary>
    public static Dictionary<string, torch.Tensor> ReadAll(ITensorSource source)
    {
        var tensors = new Dictionary<string, torch.Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var name in source.Tensors.Keys)
                tensors.Add(name, source.Read(name));
            return tensors;
        }
        catch
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
            throw;
        }
    }

    public torch.Tensor Read(string name) => _tensors[name].detach();   // a view that the reader may dispose
}
