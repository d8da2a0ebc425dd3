namespace YoloV1.Data;

/// <summary>The part of an image that becomes the whole of another: its edges as fractions, which may lie outside.</summary>
/// <remarks>
/// Mirrored left to right where <paramref name="Left"/> is more than <paramref name="Right"/>, and top to bottom likewise.
/// </remarks>
internal readonly record struct CropWindow(float Left, float Top, float Right, float Bottom)
{
    /// <summary>All of the image.</summary>
    public static CropWindow Whole { get; } = new(0, 0, 1, 1);

    /// <summary>All of the image, left to right mirrored.</summary>
    public static CropWindow Mirror { get; } = new(1, 0, 0, 1);

    /// <summary>All of the image, turned by half a circle.</summary>
    public static CropWindow UpsideDown { get; } = new(1, 1, 0, 0);

    /// <summary>A part of this part.</summary>
    public CropWindow Part(CropWindow part)
    {
        var (width, height) = (Right - Left, Bottom - Top);
        return new(Left + width * part.Left, Top + height * part.Top, Left + width * part.Right, Top + height * part.Bottom);
    }

    /// <summary>Where a box of the image lies on the other one; not clipped.</summary>
    public Box Map(Box box)
    {
        var area = new Area(box.Left, box.Top, box.Right, box.Bottom).Within(this);
        return Box.FromCorners(area.Left, area.Top, area.Right, area.Bottom);
    }
}
