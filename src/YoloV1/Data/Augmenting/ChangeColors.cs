namespace YoloV1.Data;

/// <summary>Changes colours in HSV, by the paper's exposure and saturation (section 2.2) unless set otherwise.</summary>
/// <remarks>Factors are drawn evenly on a logarithmic scale, so that half is as likely as twice.</remarks>
public sealed record ChangeColors : AugmentationStep
{
    /// <summary>H is turned by up to this fraction of the colour circle, either way; 0 to 0.5. The paper has none.</summary>
    public float MaxHue { get; init => field = Limit.Check(value, 0, 0.5f); }

    /// <summary>S is multiplied by a factor between 1 / this and this; 1 to 10.</summary>
    public float MaxSaturation { get; init => field = Limit.Check(value, 1, 10); } = 1.5f;

    /// <summary>V is multiplied by a factor between 1 / this and this; 1 to 10.</summary>
    public float MaxExposure { get; init => field = Limit.Check(value, 1, 10); } = 1.5f;

    internal override Canvas Apply(Canvas canvas, StepContext context)
    {
        var shift = new ColorShift(
            Hue: context.Either(MaxHue),
            Saturation: MathF.Pow(MaxSaturation, context.Either(1)),
            Exposure: MathF.Pow(MaxExposure, context.Either(1)));
        return canvas.Change(tile => tile with { Colors = tile.Colors.Then(shift) });
    }
}
