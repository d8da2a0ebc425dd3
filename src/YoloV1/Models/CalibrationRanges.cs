using System.Collections.ObjectModel;

namespace YoloV1.Models;

/// <summary>
/// How far the numbers that a network's layers get reach, by the layer's name in the state dictionary ("darknet.2"), as measured on
/// images: what eight bits have to cover.
/// </summary>
public sealed class CalibrationRanges(IDictionary<string, ValueRange> byLayer) : ReadOnlyDictionary<string, ValueRange>(byLayer);
