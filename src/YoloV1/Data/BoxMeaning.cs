namespace YoloV1.Data;

/// <summary>Possible meanings of the four values of a box.</summary>
/// <param name="Words">It in words.</param>
/// <param name="InPixels">Whether they are pixels, and not fractions of the image.</param>
/// <param name="Edges">Left, top, right and bottom, in the unit of the values.</param>
internal sealed record BoxMeaning(
    string Words, bool InPixels, Func<double, double, double, double, (double Left, double Top, double Right, double Bottom)> Edges)
{
    // Coordinates are rounded, and some count pixels from 1.
    private const double FractionTolerance = 0.01;
    private const double PixelTolerance = 1;

    // A box within the first pixel is none that anybody drew, and a fraction reaches out by less.
    private const double LeastPixels = 1.5;

    /// <summary>Pascal VOC's.</summary>
    public static readonly BoxMeaning CornersInPixels = new("left, top, right and bottom in pixels", true, Corners);

    /// <summary>COCO's.</summary>
    public static readonly BoxMeaning SizeInPixels = new("left, top, width and height in pixels", true, FromTopLeft);

    /// <summary>The meaning in text labels.</summary>
    public static readonly BoxMeaning CentreInFractions =
        new("x and y of the centre, width and height in fractions of the image", false, AroundCentre);

    /// <summary>All, those first that fewer boxes fit by chance.</summary>
    public static readonly IReadOnlyList<BoxMeaning> All =
    [
        CornersInPixels,
        new("x and y of the centre, width and height in pixels", true, AroundCentre),
        SizeInPixels,
        new("left, top, right and bottom in fractions of the image", false, Corners),
        CentreInFractions,
        new("left, top, width and height in fractions of the image", false, FromTopLeft),
    ];

    /// <summary>Whether four values that mean this are a box on its image.</summary>
    public bool Fits((double A, double B, double C, double D) values, ImageSize size)
    {
        var (a, b, c, d) = values;
        var (left, top, right, bottom) = Edges(a, b, c, d);
        var (width, height, tolerance) = InPixels ? (size.Width, size.Height, PixelTolerance) : (1, 1, FractionTolerance);
        return left < right && top < bottom && (!InPixels || Math.Max(Math.Max(a, b), Math.Max(c, d)) > LeastPixels)
            && left >= -tolerance && top >= -tolerance && right <= width + tolerance && bottom <= height + tolerance;
    }

    /// <inheritdoc/>
    public override string ToString() => Words;

    private static (double, double, double, double) Corners(double a, double b, double c, double d) => (a, b, c, d);

    private static (double, double, double, double) FromTopLeft(double a, double b, double c, double d) => (a, b, a + c, b + d);

    private static (double, double, double, double) AroundCentre(double a, double b, double c, double d) =>
        (a - c / 2, b - d / 2, a + c / 2, b + d / 2);
}
