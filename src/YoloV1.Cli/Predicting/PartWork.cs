using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using YoloV1.Cli.Options;
using YoloV1.Evaluation;
using YoloV1.Files;
using YoloV1.Inference;
using YoloV1.Weights;

namespace YoloV1.Cli.Predicting;

/// <summary>The job of a part, by checksums: weights, options, and the list of all images.</summary>
internal static class PartWork
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The head of a part.</summary>
    /// <param name="shard">Which part.</param>
    /// <param name="images">The images of all parts.</param>
    /// <param name="weights">The weights' file, open.</param>
    /// <param name="path">Its path.</param>
    /// <param name="options">The options of the detector; the device is not of the work.</param>
    /// <param name="precision">The precision as the call names it: what auto is may differ between machines of one cluster.</param>
    /// <param name="classes">The classes that are asked for.</param>
    public static PartHead Head(
        Shard shard,
        IReadOnlyList<ImageSource> images,
        WeightsFile weights,
        string path,
        DetectorOptions options,
        string precision,
        IReadOnlyCollection<string> classes) => new(
            PartHead.CurrentFormat,
            shard.Index,
            shard.Count,
            shard.Of(images).Count,
            ChecksumOf(path),
            ChecksumOf(images),
            weights.Classes,
            JsonSerializer.SerializeToElement(
                new
                {
                    options.Thresholds,
                    options.ImageLimits.MaxMegapixels,
                    Precision = precision,
                    Classes = classes,
                    Network = Checksum(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(weights.Config))),
                },
                Json));

    private static string ChecksumOf(string path)
    {
        using var file = RegularFile.Open(path, bufferSize: 1 << 20);
        return Checksum(SHA256.HashData(file));
    }

    private static string ChecksumOf(IReadOnlyList<ImageSource> images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var image in images)
            hash.AppendData(Encoding.UTF8.GetBytes(image.Path + "\n"));
        return Checksum(hash.GetHashAndReset());
    }

    private static string Checksum(byte[] hash) => $"sha256:{Convert.ToHexStringLower(hash)}";
}
