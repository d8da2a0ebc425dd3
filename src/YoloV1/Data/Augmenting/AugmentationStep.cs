namespace YoloV1.Data;

/// <summary>One way to vary a training image at random: an immutable part of an <see cref="Augmentation"/>.</summary>
public abstract record AugmentationStep
{
    private protected AugmentationStep()
    {
    }

    /// <summary>A varied canvas; nothing is painted yet.</summary>
    internal abstract Canvas Apply(Canvas canvas, StepContext context);
}
