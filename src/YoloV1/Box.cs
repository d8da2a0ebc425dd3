using static System.FormattableString;

namespace YoloV1;

/// <summary>A rectangle on an image, by its centre and size, as fractions of the image's width and height.</summary>
/// <param name="CenterX">Centre from the left edge, 0 to 1 inside the image.</param>
/// <param name="CenterY">Centre from the top edge, 0 to 1 inside the image.</param>
/// <param name="Width">Width as a fraction of the image's width.</param>
/// <param name="Height">Height as a fraction of the image's height.</param>
public readonly record struct Box(float CenterX, float CenterY, float Width, float Height)
{
    /// <summary>The left edge, as a fraction of the image's width.</summary>
    public float Left => CenterX - Width / 2;

    /// <summary>The top edge, as a fraction of the image's height.</summary>
    public float Top => CenterY - Height / 2;

    /// <summary>The right edge, as a fraction of the image's width.</summary>
    public float Right => CenterX + Width / 2;

    /// <summary>The bottom edge, as a fraction of the image's height.</summary>
    public float Bottom => CenterY + Height / 2;

    /// <summary>Width times height; 0 for a box without extent.</summary>
    public float Area => Math.Max(0, Width) * Math.Max(0, Height);

    /// <summary>A box from its four edges, as fractions of the image.</summary>
    public static Box FromCorners(float left, float top, float right, float bottom) =>
        new((left + right) / 2, (top + bottom) / 2, right - left, bottom - top);

    /// <summary>A box from its four edges in pixels of an image of the given size.</summary>
    public static Box FromPixels(float x1, float y1, float x2, float y2, ImageSize size) =>
        FromCorners(x1 / size.Width, y1 / size.Height, x2 / size.Width, y2 / size.Height);

    /// <summary>The part of the box that lies on the image; without extent when none does.</summary>
    public Box Clip()
    {
        var (left, right) = (Math.Clamp(Left, 0, 1), Math.Clamp(Right, 0, 1));
        var (top, bottom) = (Math.Clamp(Top, 0, 1), Math.Clamp(Bottom, 0, 1));
        return FromCorners(left, top, Math.Max(left, right), Math.Max(top, bottom));
    }

    /// <summary>The four edges in pixels of an image of the given size.</summary>
    public (float X1, float Y1, float X2, float Y2) ToPixels(ImageSize size) =>
        (Left * size.Width, Top * size.Height, Right * size.Width, Bottom * size.Height);

    /// <summary>The size and the centre: <c>0.25x0.5 around (0.4, 0.6)</c>.</summary>
    public override string ToString() => Invariant($"{Width:0.###}x{Height:0.###} around ({CenterX:0.###}, {CenterY:0.###})");
}
