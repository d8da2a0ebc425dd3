namespace YoloV1.Data;

/// <summary>
/// Darknet's change of colours in HSV (random_distort_image in src/image.c): colours beyond white are cut channel by channel.
/// </summary>
/// <remarks>
/// A factor is drawn evenly between 1 and the most, and then as often its reciprocal as itself (rand_scale in src/utils.c).
/// </remarks>
internal sealed record DarknetColors : AugmentationStep
{
    /// <summary>H is turned by up to this fraction of the colour circle, either way; 0 to 0.5.</summary>
    public float MaxHue { get; init => field = Limit.Check(value, 0, 0.5f); } = 0.1f;

    /// <summary>The most that S is multiplied or divided by; 1 to 10.</summary>
    public float MaxSaturation { get; init => field = Limit.Check(value, 1, 10); } = 1.5f;

    /// <summary>The most that V is multiplied or divided by; 1 to 10.</summary>
    public float MaxExposure { get; init => field = Limit.Check(value, 1, 10); } = 1.5f;

    internal override Canvas Apply(Canvas canvas, StepContext context)
    {
        var hue = context.Either(MaxHue);
        var shift = new ColorShift(hue, Factor(MaxSaturation, context), Factor(MaxExposure, context), CutLast: true);
        return canvas.Change(tile => tile with { Colors = tile.Colors.Then(shift) });
    }

    private static float Factor(float most, StepContext context)
    {
        var factor = context.Between(1, most);
        return context.Happens(0.5f) ? factor : 1 / factor;
    }
}
