namespace YoloV1.Models;

/// <summary>How far the values that a network's layers get reach, as measured on images: what 8 bits have to cover.</summary>
public sealed class CalibrationRanges
{
    internal CalibrationRanges(IReadOnlyDictionary<string, ValueRange> byLayer) => ByLayer = byLayer;

    /// <summary>The ranges by the layer's name in the state dictionary, such as "darknet.2".</summary>
    internal IReadOnlyDictionary<string, ValueRange> ByLayer { get; }

    /// <inheritdoc/>
    public override string ToString() => $"ranges of {string.Join(", ", ByLayer.Keys)}";
}
