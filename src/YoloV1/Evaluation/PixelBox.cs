namespace YoloV1.Evaluation;

/// <summary>A box as Pascal VOC's files hold it: corners in pixels counted from 1, the last pixel belonging to the box.</summary>
/// <remarks>Double precision, so that files are measured without a rounding of ours. Width is X2 - X1 + 1.</remarks>
/// <param name="X1">The leftmost column.</param>
/// <param name="Y1">The topmost row.</param>
/// <param name="X2">The rightmost column.</param>
/// <param name="Y2">The lowest row.</param>
public readonly record struct PixelBox(double X1, double Y1, double X2, double Y2)
{
    /// <summary>Pixels covered.</summary>
    public double Area => (X2 - X1 + 1) * (Y2 - Y1 + 1);

    /// <summary>The corners of a box: a left edge of 0 is column 1, a right edge of 1 the last column.</summary>
    public static PixelBox From(Box box, ImageSize size)
    {
        var (halfWidth, halfHeight) = (box.Width / 2.0, box.Height / 2.0);
        return new(
            (box.CenterX - halfWidth) * size.Width + 1,
            (box.CenterY - halfHeight) * size.Height + 1,
            (box.CenterX + halfWidth) * size.Width,
            (box.CenterY + halfHeight) * size.Height);
    }

    /// <summary>Intersection over union, 0 to 1.</summary>
    public double Iou(PixelBox other)
    {
        var width = Math.Min(X2, other.X2) - Math.Max(X1, other.X1) + 1;
        var height = Math.Min(Y2, other.Y2) - Math.Max(Y1, other.Y1) + 1;
        if (!(width > 0 && height > 0))
            return 0;
        var intersection = width * height;
        return intersection / (Area + other.Area - intersection);
    }
}
