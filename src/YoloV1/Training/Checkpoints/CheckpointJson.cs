using System.Text.Json.Serialization;

namespace YoloV1.Training;

/// <summary>A checkpoint's text, compiled ahead: a trimmed application cannot find it out.</summary>
[JsonSerializable(typeof(CheckpointManifest))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
