namespace YoloV1.Data;

/// <summary>Mirrors left to right.</summary>
public sealed record Flip : AugmentationStep
{
    /// <summary>How often, 0 to 1.</summary>
    public float Probability { get; init => field = Limit.Check(value, 0, 1); } = 0.5f;

    internal override Canvas Apply(Canvas canvas, StepContext context) =>
        context.Happens(Probability) ? canvas.Show(CropWindow.Mirror) : canvas;
}
