namespace YoloV1.Models;

/// <summary>How far the values that a network's layers get reach, as measured on images: what 8 bits have to cover.</summary>
public sealed class CalibrationRanges
{
    internal CalibrationRanges(IReadOnlyDictionary<string, ValueRange> byLayer) => ByLayer = byLayer;

    /// <summary>The ranges by the layer's name in the state dictionary, such as "darknet.2".</summary>
    internal IReadOnlyDictionary<string, ValueRange> ByLayer { get; }

    /// <summary>The levels of a layer's input if it may compute in 8 bits; null if it may not or was not calibrated.</summary>
    internal Quantization? LevelsOf(NetworkRow row) => row.IsOutput ? null : LevelsBefore(row);

    /// <summary>The levels of a layer's input; null if it was not calibrated.</summary>
    internal Quantization? LevelsBefore(NetworkRow row) =>
        ByLayer.TryGetValue(row.Name, out var range) ? Quantization.Covering(range) : null;

    /// <inheritdoc/>
    public override string ToString() => $"ranges of {string.Join(", ", ByLayer.Keys)}";
}
