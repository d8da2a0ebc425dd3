namespace YoloV1.Data;

/// <summary>The random source and the images of a step.</summary>
/// <param name="Random">All of the sample's randomness.</param>
/// <param name="Output">The size that the canvas is painted at.</param>
/// <param name="Limits">Which boxes are kept.</param>
/// <param name="Other">Another image of the data set, drawn with the same randomness, after the steps before this one.</param>
internal sealed record StepContext(Random Random, ImageSize Output, BoxLimits Limits, Func<Canvas> Other)
{
    /// <summary>True with the given probability; draws one random value.</summary>
    public bool Happens(float probability) => Random.NextSingle() < probability;

    /// <summary>A random value between two; draws one.</summary>
    public float Between(float low, float high) => low + (high - low) * Random.NextSingle();

    /// <summary>A random value from -<paramref name="most"/> to <paramref name="most"/>; draws one.</summary>
    public float Either(float most) => most * (2 * Random.NextSingle() - 1);
}
