namespace YoloV1.Models;

/// <summary>The shape of what flows between two layers.</summary>
public readonly record struct FeatureMap(int Channels, int Height, int Width)
{
    /// <summary>How many values it holds.</summary>
    public long Length => (long)Channels * Height * Width;

    /// <summary>Its rows times its columns.</summary>
    internal long Locations => (long)Height * Width;

    /// <summary>The shape of an RGB image.</summary>
    internal static FeatureMap Of(ImageSize image) => new(3, image.Height, image.Width);

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
