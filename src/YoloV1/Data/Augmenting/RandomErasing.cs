using YoloV1.Imaging;

namespace YoloV1.Data;

/// <summary>
/// Covers a random rectangle with a random colour (random erasing, Zhong et al. 2017); boxes that it hides too much of are dropped.
/// </summary>
public sealed record RandomErasing : AugmentationStep
{
    private const float MaxAspect = 3.3f;

    /// <summary>How often, 0 to 1.</summary>
    public float Probability { get; init => field = Limit.Check(value, 0, 1); } = 0.5f;

    /// <summary>The smallest rectangle's area as a fraction of the image's; 0.001 to 0.5.</summary>
    public float MinArea { get; init => field = Limit.Check(value, 0.001f, 0.5f); } = 0.02f;

    /// <summary>
    /// The largest rectangle's area as a fraction of the image's; 0.001 to 0.5, and no less than <see cref="MinArea"/> counts.
    /// </summary>
    public float MaxArea { get; init => field = Limit.Check(value, 0.001f, 0.5f); } = 0.2f;

    internal override Canvas Apply(Canvas canvas, StepContext context)
    {
        if (!context.Happens(Probability))
            return canvas;
        var area = context.Between(MinArea, Math.Max(MinArea, MaxArea));
        var aspect = MathF.Pow(MaxAspect, context.Either(1));
        var (width, height) = (Math.Min(MathF.Sqrt(area * aspect), 1), Math.Min(MathF.Sqrt(area / aspect), 1));
        var (left, top) = (context.Between(0, 1 - width), context.Between(0, 1 - height));
        var color = new byte[RgbImage.Channels];
        context.Random.NextBytes(color);
        return canvas.Add(
            new Tile(new(new RgbImage(ImageSize.Square(1), color), [])) { Area = new(left, top, left + width, top + height) });
    }
}
