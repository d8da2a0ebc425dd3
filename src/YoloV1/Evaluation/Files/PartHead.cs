using System.Text.Json;
using System.Text.Json.Serialization;
using YoloV1.Files;

namespace YoloV1.Evaluation;

/// <summary>The first line of a part of the detections on a list of images: which work it is a part of.</summary>
/// <param name="Format">The version of the format.</param>
/// <param name="Shard">Which part, from 0.</param>
/// <param name="Shards">Of how many.</param>
/// <param name="Images">The images of this part.</param>
/// <param name="Weights">The checksum of the weights' file.</param>
/// <param name="List">The checksum of the paths of all images, in their order.</param>
/// <param name="Classes">The names of the classes.</param>
/// <param name="Options">All that may change a detection.</param>
internal sealed record PartHead(
    [property: JsonRequired] string Format,
    [property: JsonRequired] int Shard,
    [property: JsonRequired] int Shards,
    [property: JsonRequired] int Images,
    [property: JsonRequired] string Weights,
    [property: JsonRequired] string List,
    [property: JsonRequired] IReadOnlyList<string> Classes,
    [property: JsonRequired] JsonElement Options)
{
    /// <summary>The format that is written and read.</summary>
    public const string CurrentFormat = "yolov1 detections 1";

    /// <summary>Bytes of a part: a million images with all their boxes at the lowest threshold.</summary>
    public const long MostBytes = 256L << 30;

    /// <summary>The line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, PartJson.Default.PartHead);

    /// <summary>What other work differs in from this, in words; null where both are parts of the same.</summary>
    public string? DifferenceFrom(PartHead other) => this switch
    {
        _ when Shards != other.Shards => $"{other.Shards} parts",
        _ when Weights != other.Weights => "other weights",
        _ when List != other.List => "another list of images",
        _ when !Classes.SequenceEqual(other.Classes) => "other class names",
        _ when !JsonElement.DeepEquals(Options, other.Options) => $"other options ({other.Options.GetRawText()})",
        _ => null,
    };

    /// <summary>Reads the head of a part's file.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">Its first line is no head.</exception>
    public static PartHead Read(string path) => Parse(RegularFile.Lines(path, MostBytes).FirstOrDefault(), path);

    /// <summary>Reads the line.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static PartHead Parse(string? line, string path)
    {
        try
        {
            if (line is not null && JsonSerializer.Deserialize(line, PartJson.Default.PartHead)
                is { Format: CurrentFormat, Classes: not null, Weights: not null, List: not null } head)
                return head;
        }
        catch (JsonException)
        {
            // Reported below.
        }
        throw new InvalidDataException($"{Printable.Path(path)}(1): this is not the header of a part of detections; check the path.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PartHead))]
[JsonSerializable(typeof(ImagePrediction))]
internal sealed partial class PartJson : JsonSerializerContext;
