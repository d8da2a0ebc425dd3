namespace YoloV1.Data;

/// <summary>How a data set is converted.</summary>
public sealed record ConversionOptions
{
    /// <summary>The splits; null for all.</summary>
    public IReadOnlyList<string>? Splits { get; init; }

    /// <summary>Whether the new images are symbolic links to the present ones, and not copies.</summary>
    public bool LinkImages { get; init; }
}
