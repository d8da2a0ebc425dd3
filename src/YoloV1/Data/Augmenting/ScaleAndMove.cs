namespace YoloV1.Data;

/// <summary>
/// Scales and moves, by the paper's amounts (section 2.2) unless set otherwise; what comes in from outside repeats the nearest edge.
/// </summary>
public sealed record ScaleAndMove : AugmentationStep
{
    /// <summary>A fixed magnification, 1 to 10: at 2 the middle half of the image is shown, and the moves bring in the rest.</summary>
    public float Zoom { get; init => field = Limit.Check(value, 1, 10); } = 1;

    /// <summary>Width and height are each scaled by a factor between 1 - this and 1 + this; 0 to 0.9.</summary>
    public float MaxScale { get; init => field = Limit.Check(value, 0, 0.9f); } = 0.2f;

    /// <summary>The image is moved by up to this fraction of the width and of the height that are shown; 0 to 1.</summary>
    public float MaxTranslation { get; init => field = Limit.Check(value, 0, 1); } = 0.2f;

    internal override Canvas Apply(Canvas canvas, StepContext context)
    {
        var (left, right) = Side(context);
        var (top, bottom) = Side(context);
        return canvas.Show(new(left, top, right, bottom));
    }

    private (float From, float To) Side(StepContext context)
    {
        var length = 1 / (Zoom * (1 + context.Either(MaxScale)));
        var center = 0.5f + context.Either(MaxTranslation) / Zoom;
        return (center - length / 2, center + length / 2);
    }
}
