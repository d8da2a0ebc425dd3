using System.Text.Json.Serialization;
using YoloV1.Data;

namespace YoloV1.Evaluation;

/// <summary>An entry of a COCO results file.</summary>
/// <param name="ImageId">The id of its image.</param>
/// <param name="CategoryId">The id of its class.</param>
/// <param name="Bbox">Left, top, width and height in pixels.</param>
/// <param name="Score">How certain.</param>
internal sealed record CocoResult(
    [property: JsonRequired] long ImageId,
    [property: JsonRequired] long CategoryId,
    [property: JsonRequired] double[] Bbox,
    [property: JsonRequired] double Score);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(CocoIdConverter)],
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(CocoResult[]))]
internal sealed partial class CocoResultJson : JsonSerializerContext;
