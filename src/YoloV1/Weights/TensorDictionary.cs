using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Tensors in memory as a source; they stay their owner's.</summary>
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

    public torch.Tensor Read(string name) => _tensors[name].detach();   // a view that the reader may dispose
}
