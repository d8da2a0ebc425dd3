using System.Text.Json.Serialization;
using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>What a model file's text is made of; compiled ahead, since finding it out takes longer than reading the file.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true)]
[JsonSerializable(typeof(YoloV1Config))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, ValueRange>), TypeInfoPropertyName = "Ranges")]
internal sealed partial class ModelJson : JsonSerializerContext;
