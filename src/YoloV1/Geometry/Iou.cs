namespace YoloV1.Geometry;

/// <summary>How much two boxes overlap.</summary>
public static class Iou
{
    /// <summary>Intersection over union, 0 (apart) to 1 (the same box); 0 when the two have no area.</summary>
    /// <remarks>Both boxes are fractions of the same image, so its size cancels out.</remarks>
    public static float Of(Box a, Box b)
    {
        var intersection = Intersection(a, b);
        if (intersection == 0)
            return 0;
        var union = a.Area + b.Area - intersection;
        return union > 0 ? intersection / union : 0;
    }

    /// <summary>The area that two boxes have in common; 0 when they are apart.</summary>
    internal static float Intersection(Box a, Box b)
    {
        var width = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
        var height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
