namespace YoloV1.Data;

/// <summary>Whether a box that a label gives is one: the same rule for every format.</summary>
internal static class BoxCheck
{
    /// <summary>Coordinates in labels are rounded: a box may reach out by less than this many pixels without a fault.</summary>
    private const float Tolerance = 0.5f;

    /// <summary>The part of a box that lies on its image; null, with a fault, when there is none.</summary>
    /// <param name="box">The box as the label gives it.</param>
    /// <param name="hasExtent">Whether the label gives it a width and a height.</param>
    /// <param name="size">The image's size in pixels.</param>
    /// <param name="words">The box and its bounds in the format's own units; asked for when there is a fault.</param>
    /// <param name="place">The label's file and line.</param>
    /// <param name="faults">Receives the problems.</param>
    public static Box? OnImage(
        Box box, bool hasExtent, ImageSize size, Func<(string Box, string Bounds)> words, string place, FaultLog faults)
    {
        if (!hasExtent)
            return WithoutExtent();
        if (!(box.Left < 1 && box.Top < 1 && box.Right > 0 && box.Bottom > 0))
        {
            faults.Add(DataFaultKind.BoxOutside, place, $"{words().Box} lies outside the image of {size}; correct the box or the size.");
            return null;
        }
        // A width may be so small that both edges are one number, and nothing would be left of it once it is clipped.
        if (!(box.Left < box.Right && box.Top < box.Bottom))
            return WithoutExtent();
        var across = Math.Max(-box.Left, box.Right - 1);
        var down = Math.Max(-box.Top, box.Bottom - 1);
        if (across <= 0 && down <= 0)
            return box;
        if (across * size.Width >= Tolerance || down * size.Height >= Tolerance)
            faults.Add(DataFaultKind.BoxClipped, place, $"{words().Box} reaches outside {words().Bounds} and is clipped.");
        return box.Clip();

        Box? WithoutExtent()
        {
            faults.Add(
                DataFaultKind.BoxWithoutExtent, place, $"{words().Box} has no area and is left out; correct it, or remove the object.");
            return null;
        }
    }
}
