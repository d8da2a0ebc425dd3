namespace YoloV1.Evaluation;

/// <summary>Files whose boxes are in fractions of the images, where their format has pixels.</summary>
internal static class Fractions
{
    /// <summary>Refuses a file of which no coordinate leaves the first pixel.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="coordinates">The coordinates of all its boxes.</param>
    /// <exception cref="InvalidDataException">They are fractions: with them nothing would be found, whatever was detected.</exception>
    public static void Refuse(string path, IEnumerable<double> coordinates)
    {
        var some = false;
        foreach (var value in coordinates)
        {
            if (value is < -1 or > 1)
                return;
            some |= value is > 0 and < 1;
        }
        if (some)
            throw new InvalidDataException(
                $"{path}: all boxes are fractions of their images, but this format uses pixels; multiply them by width and height.");
    }
}
