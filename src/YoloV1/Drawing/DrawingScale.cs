namespace YoloV1.Drawing;

/// <summary>Sizes that suit an image.</summary>
/// <param name="Pen">The width of a frame's line, in pixels.</param>
/// <param name="Text">The size of letters, in pixels.</param>
internal readonly record struct DrawingScale(float Pen, float Text)
{
    /// <summary>Letters a thirtieth of the shorter side, and no smaller than can be read; lines in proportion.</summary>
    public static DrawingScale Of(ImageSize size)
    {
        var side = Math.Min(size.Width, size.Height);
        return new(Math.Max(2, side / 200f), Math.Max(12, side / 32f));
    }
}
