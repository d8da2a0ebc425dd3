namespace YoloV1;

/// <summary>Width and height in pixels.</summary>
public readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>A square of the given side.</summary>
    public static ImageSize Square(int side) => new(side, side);

    /// <inheritdoc/>
    public override string ToString() => $"{Width}x{Height}";
}
