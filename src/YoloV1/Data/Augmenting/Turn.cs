namespace YoloV1.Data;

/// <summary>Turns each image around its middle by any angle; what comes in from outside repeats the nearest edge.</summary>
/// <remarks>
/// The box of an object becomes the upright box around the rotated one, which is larger than the object. Meant for images of one
/// object, as in <see cref="ObjectCropDataset"/>; for images from which a detector learns boxes use <see cref="QuarterTurns"/>.
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
