using System.Text.Json;
using YoloV1.Files;
using YoloV1.Models;
using YoloV1.Ranks;
using YoloV1.Weights;
using static TorchSharp.torch;

namespace YoloV1.Training;

/// <summary>Everything a training needs to continue as if it had never stopped, in one safetensors file.</summary>
/// <remarks>
/// Its tensors are the weights, the optimizer state, the moving average and the sums of the epoch; the position and the best result are
/// its metadata. Random numbers need no state: the order of the images, their augmentation and dropout follow from the seed, the epoch
/// and the step. The file is there whole or not at all.
/// </remarks>
internal static class Checkpoint
{
    private const string Key = "yolov1.checkpoint";

    /// <summary>Where a training is.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a checkpoint, or a broken one.</exception>
    public static TrainingState Read(string path)
    {
        using var file = Open(path);
        return Manifest(file, path).State;
    }

    public static void Save(string path, TrainingSession session, TrainingOptions options) =>
        Safetensors.Save(Tensors(session), path, new Dictionary<string, string> { [Key] = TextOf(session, options) });

    public static void Load(string path, TrainingSession session, TrainingOptions options)
    {
        using var file = Open(path);
        var (manifest, here) = (Manifest(file, path), ManifestOf(session, options));
        if ((manifest.Seed, manifest.BatchSize, manifest.BatchesPerEpoch) != (here.Seed, here.BatchSize, here.BatchesPerEpoch))
        {
            throw new InvalidDataException(
                $"{path}: it belongs to a training with {Describe(manifest)}, but this one has {Describe(here)}; "
                + "resume with the same data and options.");
        }
        Fill(file, path, session);
        Restore(session, manifest);
    }

    /// <summary>All ranks get rank 0's state.</summary>
    public static void Share(TrainingSession session, TrainingOptions options, RankGroup ranks)
    {
        if (ranks.Count == 1)
            return;
        var text = ranks.Broadcast(TextOf(session, options));
        Restore(session, JsonSerializer.Deserialize(text, CheckpointJson.Default.CheckpointManifest)!);
        using var noGradient = no_grad();
        foreach (var (_, tensor) in Tensors(session))
        {
            using var near = tensor.cpu();
            using var flat = near.contiguous();
            ranks.Broadcast(flat.bytes);
            tensor.copy_(flat);
        }
    }

    private static void Restore(TrainingSession session, CheckpointManifest manifest)
    {
        session.Course.ResumeFrom(manifest.State);
        session.Optimizer.Updates = manifest.Updates;
        if (session.Ema is not null)
            session.Ema.Updates = manifest.EmaUpdates;
    }

    private static string TextOf(TrainingSession session, TrainingOptions options) =>
        JsonSerializer.Serialize(ManifestOf(session, options), CheckpointJson.Default.CheckpointManifest);

    private static void Fill(SafetensorsFile file, string path, TrainingSession session)
    {
        var tensors = Tensors(session).ToDictionary();
        if (StateCheck.Fault(tensors.ToDictionary(pair => pair.Key, pair => TensorInfo.Of(pair.Value)), file.Tensors) is { } fault)
            throw new InvalidDataException($"{path}: it belongs to another training: {fault}; resume with the same network and options.");
        using var noGradient = no_grad();
        foreach (var (name, tensor) in tensors)
        {
            using var stored = file.Read(name);
            tensor.copy_(stored);
        }
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Tensors(TrainingSession session) =>
    [
        .. Prefixed("model", session.Model.state_dict()),
        .. Prefixed("optimizer", session.Optimizer.State),
        .. Prefixed("ema", session.Ema?.Model.state_dict() ?? []),
        KeyValuePair.Create("epoch.sums", session.Sums.State),
    ];

    private static IEnumerable<KeyValuePair<string, Tensor>> Prefixed(string prefix, IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        tensors.Select(pair => KeyValuePair.Create($"{prefix}.{pair.Key}", pair.Value));

    private static CheckpointManifest ManifestOf(TrainingSession session, TrainingOptions options) => new(
        options.Seed, options.BatchSize, session.Course.StepsPerEpoch,
        session.Optimizer.Updates, session.Ema?.Updates ?? 0, session.Course.State);

    private static string Describe(CheckpointManifest training) =>
        $"seed {training.Seed}, batches of {training.BatchSize} and {training.BatchesPerEpoch} batches per epoch";

    private static SafetensorsFile Open(string path) => File.Exists(path)
        ? SafetensorsFile.Open(path)
        : throw new FileNotFoundException($"{path}: there is no such checkpoint.", path);

    private static CheckpointManifest Manifest(SafetensorsFile file, string path)
    {
        try
        {
            if (file.Metadata.TryGetValue(Key, out var json)
                && JsonSerializer.Deserialize(json, CheckpointJson.Default.CheckpointManifest) is { } manifest)
            {
                return manifest.IsPossible ? manifest : throw new InvalidDataException(
                    $"{path}: its position in the training is impossible; resume from another checkpoint, or start over.");
            }
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(
                $"{path}: its description of the training cannot be read; resume from another checkpoint, or start over. "
                + JsonReason.Of(fault),
                fault);
        }
        throw new InvalidDataException($"{path}: it has no '{Key}' in its metadata, so it is not a training checkpoint.");
    }
}
