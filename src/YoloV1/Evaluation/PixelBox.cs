namespace YoloV1.Evaluation;

/// <summary>A box as files hold it, in double precision, so that files are measured without a rounding of ours.</summary>
/// <remarks>
/// Pascal VOC's form: corners in pixels counted from 1, the last pixel belonging to the box. COCO's form: the edges at left and top
/// counted from 0, width and height. Each is the same rectangle, and the one that was read is exact.
/// </remarks>
/// <param name="X1">The leftmost column, by VOC.</param>
/// <param name="Y1">The topmost row, by VOC.</param>
/// <param name="X2">The rightmost column, by VOC.</param>
/// <param name="Y2">The lowest row, by VOC.</param>
public readonly record struct PixelBox(double X1, double Y1, double X2, double Y2)
{
    /// <summary>The left edge, by COCO.</summary>
    public double Left { get; private init; } = X1 - 1;

    /// <summary>The top edge, by COCO.</summary>
    public double Top { get; private init; } = Y1 - 1;

    /// <summary>The width, by COCO.</summary>
    public double Width { get; private init; } = X2 - X1 + 1;

    /// <summary>The height, by COCO.</summary>
    public double Height { get; private init; } = Y2 - Y1 + 1;

    /// <summary>Width times height, by COCO.</summary>
    public double CocoArea => Width * Height;

    /// <summary>A box from COCO's left, top, width and height.</summary>
    public static PixelBox FromCoco(double left, double top, double width, double height) =>
        new(left + 1, top + 1, left + width, top + height) { Left = left, Top = top, Width = width, Height = height };

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

    /// <summary>The box as fractions of an image.</summary>
    public Box ToBox(ImageSize size) => Box.FromCorners(
        (float)(Left / size.Width),
        (float)(Top / size.Height),
        (float)((Left + Width) / size.Width),
        (float)((Top + Height) / size.Height));

    /// <summary>Intersection over union by the corners, 0 to 1.</summary>
    /// <param name="other">The other box.</param>
    /// <param name="inclusive">A width is X2 - X1 + 1, as VOC counts; otherwise X2 - X1.</param>
    public double VocIou(PixelBox other, bool inclusive = true)
    {
        var one = inclusive ? 1 : 0;
        var width = Math.Min(X2, other.X2) - Math.Max(X1, other.X1) + one;
        var height = Math.Min(Y2, other.Y2) - Math.Max(Y1, other.Y1) + one;
        if (!(width > 0 && height > 0))
            return 0;
        var intersection = width * height;
        var union = (X2 - X1 + one) * (Y2 - Y1 + one) + (other.X2 - other.X1 + one) * (other.Y2 - other.Y1 + one) - intersection;
        return intersection / union;
    }

    /// <summary>Intersection over union by the edges, 0 to 1; over a crowd, the part of this box that lies in it.</summary>
    /// <param name="truth">The ground truth.</param>
    /// <param name="crowd">The truth is a box around many objects.</param>
    public double CocoIou(PixelBox truth, bool crowd = false)
    {
        var width = Math.Min(Width + Left, truth.Width + truth.Left) - Math.Max(Left, truth.Left);
        var height = Math.Min(Height + Top, truth.Height + truth.Top) - Math.Max(Top, truth.Top);
        if (!(width > 0 && height > 0))
            return 0;
        var intersection = width * height;
        return intersection / (crowd ? CocoArea : CocoArea + truth.CocoArea - intersection);
    }
}
