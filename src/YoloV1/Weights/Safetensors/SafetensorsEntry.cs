using YoloV1.Models;

namespace YoloV1.Weights;

/// <summary>A tensor of a safetensors file: what it is, and the bytes [Begin, End) of the data that hold it.</summary>
internal sealed record SafetensorsEntry(string Name, TensorInfo Info, long Begin, long End);
