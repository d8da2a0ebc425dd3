namespace YoloV1.Data;

/// <summary>Turns each image around its middle by any angle; what comes in from outside repeats the nearest edge.</summary>
/// <remarks>
/// The box of an object is then the upright one around its turned box, which is larger than the object: for images that are one
/// object, as those of <see cref="ObjectCropDataset"/>. For images from which a detector learns boxes take <see cref="QuarterTurns"/>.
/// </remarks>
public sealed record Turn : AugmentationStep
{
    /// <summary>Up to this many degrees either way; 0 to 180.</summary>
    public float MaxDegrees { get; init => field = Limit.Check(value, 0, 180); } = 180;

    internal override Canvas Apply(Canvas canvas, StepContext context)
    {
        var radians = context.Either(MaxDegrees) * MathF.PI / 180;
        return canvas.Change(tile => tile with { Rotation = new(tile.Rotation.Radians + radians) });
    }
}
