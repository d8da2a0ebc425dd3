using System.Text.Json.Serialization;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>JSON of a model file's metadata, generated at compile time: reflection takes longer than reading the file.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true)]
[JsonSerializable(typeof(YoloV1Config))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(DetectionThresholds))]
[JsonSerializable(typeof(Dictionary<string, ValueRange>), TypeInfoPropertyName = "Ranges")]
internal sealed partial class ModelJson : JsonSerializerContext;
