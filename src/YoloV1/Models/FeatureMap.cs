namespace YoloV1.Models;

/// <summary>The shape of what flows between two layers.</summary>
public readonly record struct FeatureMap(int Channels, int Height, int Width)
{
    /// <summary>How many numbers it holds.</summary>
    public long Length => (long)Channels * Height * Width;

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
