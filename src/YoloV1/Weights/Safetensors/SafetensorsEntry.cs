using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>A tensor of a safetensors file: its type and shape, and its bytes [Begin, End) in the data.</summary>
internal sealed record SafetensorsEntry(string Name, TensorInfo Info, long Begin, long End);
