namespace YoloV1.Data;

/// <summary>Darknet's jitter: each edge moves by a whole number of pixels, in or out (load_data_region in src/data.c).</summary>
/// <remarks>
/// Outside the image its edges are repeated. The crop is stretched so that its outer pixels become the output's, as Darknet's
/// resize_image does; boxes follow the crop's edges, as Darknet's do, at most half a pixel from where that leaves the pixels.
/// </remarks>
internal sealed record DarknetCrop : AugmentationStep
{
    /// <summary>The most that an edge moves, as a fraction of the width or height; 0 to 0.49. Darknet's <c>jitter</c>.</summary>
    public float Jitter { get; init => field = Limit.Check(value, 0, 0.49f); } = 0.2f;

    internal override Canvas Apply(Canvas canvas, StepContext context)
    {
        var (width, height) = canvas.Size;
        var (left, right) = (Pixels(width, context), Pixels(width, context));
        var (top, bottom) = (Pixels(height, context), Pixels(height, context));
        var part = new CropWindow(
            (float)left / width, (float)top / height, (float)(width - right) / width, (float)(height - bottom) / height);
        return canvas.Show(part).Change(tile => tile with { CornersAligned = true });
    }

    // Cut towards zero twice, as C's conversions to int do.
    private int Pixels(int length, StepContext context) => (int)context.Either((int)(length * Jitter));
}
