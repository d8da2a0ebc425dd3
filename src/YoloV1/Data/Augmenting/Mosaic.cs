namespace YoloV1.Data;

/// <summary>Puts the image and three others around a point, each scaled and cut to its quarter.</summary>
/// <remarks>
/// The steps before this one vary each of the four on its own, those after it the whole. The others are drawn from all images of
/// the data set. An image is always large enough to fill its quarter, so nothing is made up.
/// </remarks>
public sealed record Mosaic : AugmentationStep
{
    /// <summary>The fraction of samples that become mosaics, 0 to 1.</summary>
    public float Probability { get; init => field = Limit.Check(value, 0, 1); } = 1;

    /// <summary>How far the point may lie from the middle, as a fraction of the width and of the height; 0 to 0.4.</summary>
    public float MaxOffset { get; init => field = Limit.Check(value, 0, 0.4f); } = 0.2f;

    /// <summary>
    /// The minimum scale of an image, 0.1 to 1, relative to its usual size; it is raised if the image does not fill its quarter.
    /// </summary>
    public float MinScale { get; init => field = Limit.Check(value, 0.1f, 1); } = 0.5f;

    internal override Canvas Apply(Canvas canvas, StepContext context)
    {
        if (!context.Happens(Probability))
            return canvas;
        var (x, y) = (0.5f + context.Either(MaxOffset), 0.5f + context.Either(MaxOffset));
        Canvas[] images = [canvas, context.Other(), context.Other(), context.Other()];
        context.Random.Shuffle(images);
        return canvas with
        {
            Tiles =
            [
                .. Quarter(images[0], context, 0, 0, x, y),
                .. Quarter(images[1], context, x, 0, 1, y),
                .. Quarter(images[2], context, 0, y, x, 1),
                .. Quarter(images[3], context, x, y, 1, 1),
            ],
        };
    }

    private IEnumerable<Tile> Quarter(Canvas image, StepContext context, float left, float top, float right, float bottom)
    {
        var (width, height) = (right - left, bottom - top);
        var scale = Math.Max(context.Between(MinScale, 1), Math.Max(width, height));
        var window = new CropWindow(
            context.Between(0, 1 - width / scale) - left / scale, context.Between(0, 1 - height / scale) - top / scale, 0, 0);
        window = window with { Right = window.Left + 1 / scale, Bottom = window.Top + 1 / scale };
        return image.Show(window).Tiles.Select(tile => tile with { Area = tile.Area.Intersect(Unbounded(left, top, right, bottom)) });
    }

    /// <summary>The quarter of the plane: outer edges go on, for steps that show what lies beyond.</summary>
    private static Area Unbounded(float left, float top, float right, float bottom) => new(
        left > 0 ? left : float.NegativeInfinity,
        top > 0 ? top : float.NegativeInfinity,
        right < 1 ? right : float.PositiveInfinity,
        bottom < 1 ? bottom : float.PositiveInfinity);
}
