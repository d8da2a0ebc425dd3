using TorchSharp;
using YoloV1.Files;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>Safetensors files: named tensors and text, without code that runs on loading.</summary>
/// <remarks>
/// The format: 8 bytes with the length of a JSON header, the header, the values, all little-endian.
/// See <see href="https://github.com/huggingface/safetensors#format"/>. <c>WeightsFile.Open</c> reads a network's one tensor at a time.
/// </remarks>
public static class Safetensors
{
    /// <summary>Reads all tensors of a file into memory of the CPU, by name in the order of its header; the caller owns them.</summary>
    /// <exception cref="InvalidDataException">It is no safetensors file, or damaged; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Dictionary<string, torch.Tensor> Load(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return TensorDictionary.ReadAll(file);
    }

    /// <summary>Writes a file whole or not at all; one that was there is replaced.</summary>
    /// <param name="tensors">Tensors on any device, such as a module's <c>state_dict()</c>; the header lists them in this order.</param>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="metadata">Text to go with them; none by default.</param>
    /// <exception cref="ArgumentException">A name stands twice or is reserved, or the format has no such type.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        IEnumerable<KeyValuePair<string, torch.Tensor>> tensors,
        string path,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        var byName = TensorDictionary.ByName(tensors, path);
        if (byName.ContainsKey(SafetensorsHeader.MetadataKey))
            throw new ArgumentException(
                $"{path}: the format reserves the name '{SafetensorsHeader.MetadataKey}'; rename the tensor.", nameof(tensors));
        var entries = SafetensorsLayout.Arrange(byName.Select(pair => (pair.Key, TensorInfo.Of(pair.Value))));
        var head = SafetensorsLayout.Head(byName.Keys, entries, metadata ?? new Dictionary<string, string>());
        AtomicFile.Write(path, stream =>
        {
            stream.Write(head);
            foreach (var entry in entries)
                TensorBytes.Write(byName[entry.Name], stream);
        });
    }
}
