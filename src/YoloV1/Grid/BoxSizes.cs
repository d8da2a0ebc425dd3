namespace YoloV1.Grid;

/// <summary>Converts a width or height to its channel of the grid, and back.</summary>
internal static class BoxSizes
{
    public static float Encode(float size, BoxSizeEncoding encoding) => encoding == BoxSizeEncoding.SquareRoot ? MathF.Sqrt(size) : size;

    public static float Decode(float channel, BoxSizeEncoding encoding) =>
        encoding == BoxSizeEncoding.SquareRoot ? channel * channel : channel;
}
