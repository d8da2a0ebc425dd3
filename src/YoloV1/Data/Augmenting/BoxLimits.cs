namespace YoloV1.Data;

/// <summary>Which boxes of a varied image are kept.</summary>
/// <param name="MinVisibleFraction">The least part of a box that is to be seen.</param>
/// <param name="MinSize">The least width and height, as fractions of the varied image's.</param>
internal readonly record struct BoxLimits(float MinVisibleFraction, float MinSize)
{
    /// <summary>Whether a box is kept.</summary>
    /// <param name="whole">The whole box, which may reach beyond the image.</param>
    /// <param name="visible">The part of it that is on the image.</param>
    /// <param name="hidden">The area of that part that something else covers.</param>
    public bool Keep(Box whole, Box visible, float hidden)
    {
        var seen = visible.Area - hidden;
        return seen > 0 && seen >= MinVisibleFraction * whole.Area && Math.Min(visible.Width, visible.Height) >= MinSize;
    }
}
