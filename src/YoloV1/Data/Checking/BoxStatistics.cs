namespace YoloV1.Data;

/// <summary>How large boxes are, in pixels of their images.</summary>
/// <param name="Small">Boxes of less than 32 x 32 pixels, COCO's small.</param>
/// <param name="Medium">The number of less than 96 x 96, COCO's medium.</param>
/// <param name="Large">The rest.</param>
/// <param name="Widths">The least, the quarter, the median, the three quarters and the largest width; empty without boxes.</param>
/// <param name="Heights">The same of the heights.</param>
/// <param name="Sizes">Every box's width and height as fractions of its image.</param>
internal sealed record BoxStatistics(
    int Small,
    int Medium,
    int Large,
    IReadOnlyList<float> Widths,
    IReadOnlyList<float> Heights,
    IReadOnlyList<(float Width, float Height)> Sizes)
{
    internal static BoxStatistics Of(IEnumerable<Annotation> annotations)
    {
        var boxes = annotations.SelectMany(annotation => annotation.Boxes.Select(item => (item.Box, annotation.Size))).ToList();
        var pixels = boxes.ConvertAll(item => (Width: item.Box.Width * item.Size.Width, Height: item.Box.Height * item.Size.Height));
        var small = pixels.Count(box => box.Width * box.Height < 32 * 32);
        var medium = pixels.Count(box => box.Width * box.Height < 96 * 96) - small;
        return new(
            small,
            medium,
            pixels.Count - small - medium,
            Quarters(pixels.ConvertAll(box => box.Width)),
            Quarters(pixels.ConvertAll(box => box.Height)),
            boxes.ConvertAll(item => (item.Box.Width, item.Box.Height)));
    }

    private static float[] Quarters(List<float> values)
    {
        values.Sort();
        return values.Count == 0 ? [] : [.. Enumerable.Range(0, 5).Select(quarter => values[(values.Count - 1) * quarter / 4])];
    }

    /// <summary>How many of each size: <c>12 small, 30 medium, 5 large</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Small} small, {Medium} medium, {Large} large");
}
