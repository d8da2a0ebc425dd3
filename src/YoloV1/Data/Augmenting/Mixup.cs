namespace YoloV1.Data;

/// <summary>Blends the image with another one; the boxes of both count.</summary>
/// <remarks>
/// The steps before this one vary both images. The other one is painted at once, so steps that move belong before this one.
/// </remarks>
public sealed record Mixup : AugmentationStep
{
    /// <summary>The fraction of samples that are blended, 0 to 1.</summary>
    public float Probability { get; init => field = Limit.Check(value, 0, 1); } = 1;

    /// <summary>The least weight of either image, 0.01 to 0.5.</summary>
    public float MinWeight { get; init => field = Limit.Check(value, 0.01f, 0.5f); } = 0.35f;

    internal override Canvas Apply(Canvas canvas, StepContext context)
    {
        if (!context.Happens(Probability))
            return canvas;
        var weight = context.Between(MinWeight, 1 - MinWeight);
        return canvas.Add(new Tile(context.Other().Paint(context.Output, context.Limits)) { Opacity = weight });
    }
}
