namespace YoloV1.Data;

/// <summary>A rectangle on a canvas of size 1 x 1; its edges may lie outside, even infinitely far.</summary>
internal readonly record struct Area(float Left, float Top, float Right, float Bottom)
{
    /// <summary>All of the plane.</summary>
    public static Area Everything { get; } = new(
        float.NegativeInfinity, float.NegativeInfinity, float.PositiveInfinity, float.PositiveInfinity);

    /// <summary>This rectangle on the canvas that a part of the present one becomes.</summary>
    public Area Within(CropWindow part)
    {
        var (x1, x2) = ((Left - part.Left) / (part.Right - part.Left), (Right - part.Left) / (part.Right - part.Left));
        var (y1, y2) = ((Top - part.Top) / (part.Bottom - part.Top), (Bottom - part.Top) / (part.Bottom - part.Top));
        return new(Math.Min(x1, x2), Math.Min(y1, y2), Math.Max(x1, x2), Math.Max(y1, y2));
    }

    /// <summary>The intersection with another one; empty if there is none.</summary>
    public Area Intersect(Area other)
    {
        var (left, top) = (Math.Max(Left, other.Left), Math.Max(Top, other.Top));
        return new(left, top, Math.Max(left, Math.Min(Right, other.Right)), Math.Max(top, Math.Min(Bottom, other.Bottom)));
    }

    /// <summary>The part of a box in it; without extent when there is none.</summary>
    public Box Clip(Box box)
    {
        var part = new Area(box.Left, box.Top, box.Right, box.Bottom).Intersect(this);
        return Box.FromCorners(part.Left, part.Top, part.Right, part.Bottom);
    }

    /// <summary>The pixels whose centres it holds, of an image of the given size, as edges between pixels.</summary>
    public (int X1, int Y1, int X2, int Y2) Pixels(ImageSize size)
    {
        return (Edge(Left, size.Width), Edge(Top, size.Height), Edge(Right, size.Width), Edge(Bottom, size.Height));

        static int Edge(float edge, int length) => (int)Math.Round(Math.Clamp(edge, 0, 1) * length);
    }

    /// <summary>The part of it on the canvas, as it is painted in whole pixels.</summary>
    public Area Painted(ImageSize size)
    {
        var (x1, y1, x2, y2) = Pixels(size);
        return new((float)x1 / size.Width, (float)y1 / size.Height, (float)x2 / size.Width, (float)y2 / size.Height);
    }
}
