namespace YoloV1.Grid;

/// <summary>Between a width or height and the number that stands for it in the grid.</summary>
internal static class BoxSizes
{
    public static float Encode(float size, BoxSizeEncoding encoding) => encoding == BoxSizeEncoding.SquareRoot ? MathF.Sqrt(size) : size;

    public static float Decode(float channel, BoxSizeEncoding encoding) => encoding == BoxSizeEncoding.SquareRoot ? channel * channel : channel;
}
