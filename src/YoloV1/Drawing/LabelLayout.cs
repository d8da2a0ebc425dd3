using SkiaSharp;

namespace YoloV1.Drawing;

/// <summary>
/// Finds positions for labels: at their frames, within the image, clear of each other, and covering other objects as little as possible.
/// </summary>
internal sealed class LabelLayout(ImageSize size, IReadOnlyList<SKRect> frames)
{
    /// <summary>Two labels in one place cannot be read; a label over another object only hides a part of it.</summary>
    private const float LabelWeight = 20;

    /// <summary>The cost of a less usual position, so that labels do not move without need.</summary>
    private const float OrderWeight = 0.02f;

    private readonly List<SKRect> _taken = [];

    /// <summary>The best position for the label of a frame, which is then occupied.</summary>
    /// <param name="frame">The number of the frame.</param>
    /// <param name="label">The label's width and height.</param>
    public SKRect Place(int frame, SKSize label)
    {
        var (best, least) = (default(SKRect), float.PositiveInfinity);
        var order = 0;
        foreach (var corner in Corners(frames[frame], label))
        {
            var place = Within(corner, label);
            var cost = order++ * OrderWeight + Moved(corner, place, label) + Cost(place, frame);
            if (cost < least)
                (best, least) = (place, cost);
        }
        _taken.Add(best);
        return best;
    }

    /// <summary>Left and top of the label in its usual positions, the most usual first.</summary>
    private static IEnumerable<SKPoint> Corners(SKRect frame, SKSize label)
    {
        float[] sides = [frame.Left, frame.Right - label.Width];
        foreach (var top in new[] { frame.Top - label.Height, frame.Top, frame.Bottom, frame.Bottom - label.Height })
            foreach (var left in sides)
                yield return new(left, top);
        yield return new(frame.Right, frame.Top);
        yield return new(frame.Left - label.Width, frame.Top);
        yield return new(frame.Right, frame.Bottom - label.Height);
        yield return new(frame.Left - label.Width, frame.Bottom - label.Height);
    }

    private SKRect Within(SKPoint corner, SKSize label) => SKRect.Create(
        Math.Max(0, Math.Min(corner.X, size.Width - label.Width)), Math.Max(0, Math.Min(corner.Y, size.Height - label.Height)),
        label.Width, label.Height);

    /// <summary>How far the image's edge pushed the label up or down, in labels; to the sides it stays where one looks for it.</summary>
    private static float Moved(SKPoint corner, SKRect place, SKSize label) => Math.Abs(corner.Y - place.Top) / label.Height;

    private float Cost(SKRect place, int own)
    {
        var cost = _taken.Sum(other => LabelWeight * Overlap(place, other) / Area(place));
        for (var i = 0; i < frames.Count; i++)
            cost += (i == own ? 0.5f : 1) * Overlap(place, frames[i]) / Math.Max(Area(place), Area(frames[i]));
        return cost;
    }

    private static float Overlap(SKRect one, SKRect other) =>
        Math.Max(0, Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left))
        * Math.Max(0, Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Top, other.Top));

    private static float Area(SKRect rectangle) => Math.Max(1, rectangle.Width * rectangle.Height);
}
