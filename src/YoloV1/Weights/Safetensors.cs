using TorchSharp;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Writes safetensors files: named tensors and text, without code that runs on loading.</summary>
/// <remarks>
/// The format: 8 bytes with the length of a JSON header, the header, the numbers, all little-endian.
/// See <see href="https://github.com/huggingface/safetensors#format"/>. <see cref="SafetensorsFile"/> reads them.
/// </remarks>
public static class Safetensors
{
    /// <summary>Writes a file whole or not at all; one that was there is replaced.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="tensors">Tensors on any device, such as a module's <c>state_dict()</c>; the header lists them in this order.</param>
    /// <param name="metadata">Text to go with them; none by default.</param>
    /// <exception cref="ArgumentException">A name stands twice or is reserved, or the format has no such kind of numbers.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path,
        IEnumerable<KeyValuePair<string, torch.Tensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        var byName = new OrderedDictionary<string, torch.Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in tensors)
            Add(byName, name, tensor, path);
        var entries = SafetensorsLayout.Arrange(byName.Select(pair => (pair.Key, TensorInfo.Of(pair.Value))));
        var head = SafetensorsLayout.Head(byName.Keys, entries, metadata ?? new Dictionary<string, string>());
        AtomicFile.Write(path, stream =>
        {
            stream.Write(head);
            foreach (var entry in entries)
                TensorBytes.Write(byName[entry.Name], stream);
        });
    }

    private static void Add(OrderedDictionary<string, torch.Tensor> byName, string name, torch.Tensor tensor, string path)
    {
        if (name == SafetensorsHeader.MetadataKey)
            throw new ArgumentException($"{path}: the format reserves the name '{name}'; rename the tensor.", nameof(tensor));
        if (SafetensorsTypes.NameOf(tensor.dtype) is null)
            throw new ArgumentException(
                $"{path}: tensor '{name}' is {tensor.dtype}, which is none of {SafetensorsTypes.Names}; convert it first.", nameof(tensor));
        if (!byName.TryAdd(name, tensor))
            throw new ArgumentException($"{path}: tensor '{name}' stands twice; give each its own name.", nameof(tensor));
    }
}
