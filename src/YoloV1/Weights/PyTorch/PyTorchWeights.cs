using System.IO.Compression;
using TorchSharp;
using YoloV1.Files;

namespace YoloV1.Weights;

/// <summary>Files of PyTorch's <c>torch.save(model.state_dict(), ...)</c>, without the code that Python would run on loading.</summary>
public static class PyTorchWeights
{
    private const string Root = "archive";

    // The same tensors always give the same bytes. A zip's time starts in 1980.
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads all tensors of a file into memory of the CPU, by name in the order of the file; the caller owns them.</summary>
    /// <param name="path">
    /// A file of <c>torch.save</c>, version 1.6 or later: a state_dict, or a dictionary with one under state_dict, model_state_dict
    /// or model.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// It is no such file, asks for anything but tensors and plain containers, or is damaged.
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Dictionary<string, torch.Tensor> Load(string path)
    {
        using var file = PyTorchFile.Open(path);
        return TensorDictionary.ReadAll(file);
    }

    /// <summary>Writes a file for <c>torch.load</c> of version 1.6 or later, atomically; it replaces an existing one.</summary>
    /// <param name="tensors">Tensors on any device, such as a module's <c>state_dict()</c>.</param>
    /// <param name="path">The file, usually .pth or .pt; its folder exists.</param>
    /// <exception cref="ArgumentException">A name stands twice, or torch has no storage for such a type.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(IEnumerable<KeyValuePair<string, torch.Tensor>> tensors, string path)
    {
        var byName = TensorDictionary.ByName(tensors, path);
        AtomicFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            Add(zip, "data.pkl", entry => entry.Write(PickleWriter.Write(byName)));
            Add(zip, "byteorder", entry => entry.Write("little"u8));
            foreach (var (key, tensor) in byName.Values.Index())
                Add(zip, FormattableString.Invariant($"data/{key}"), entry => TensorBytes.Write(tensor, entry));
            Add(zip, "version", entry => entry.Write("3\n"u8));
        });
    }

    private static void Add(ZipArchive zip, string name, Action<Stream> write)
    {
        var entry = zip.CreateEntry($"{Root}/{name}", CompressionLevel.NoCompression);
        entry.LastWriteTime = Time;
        using var content = entry.Open();
        write(content);
    }
}
