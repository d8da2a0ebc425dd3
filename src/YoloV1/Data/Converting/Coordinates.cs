namespace YoloV1.Data;

/// <summary>Pixel coordinates as labels have them.</summary>
internal static class Coordinates
{
    // Boxes are fractions in single precision: of an image of a thousand pixels they keep the thousandth of one.
    private const int Decimals = 3;

    /// <summary>The four edges of a box in pixels; whole numbers come back whole.</summary>
    public static (double X1, double Y1, double X2, double Y2) EdgesOf(Box box, ImageSize size)
    {
        var (x1, y1, x2, y2) = box.ToPixels(size);
        return (Rounded(x1), Rounded(y1), Rounded(x2), Rounded(y2));
    }

    private static double Rounded(float pixels) => Math.Round(pixels, Decimals);
}
