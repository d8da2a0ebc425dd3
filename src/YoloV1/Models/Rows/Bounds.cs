namespace YoloV1.Models;

/// <summary>The least and the greatest value of a setting of a network: a config or a cfg may come from a file of a stranger.</summary>
internal sealed record Bounds(int Least, int Greatest)
{
    /// <summary>The letters of a network's name.</summary>
    public static Bounds NameLength { get; } = new(0, 260);

    /// <summary>Pixels along a side of the input.</summary>
    public static Bounds InputSide { get; } = new(1, 1 << 14);

    /// <summary>S.</summary>
    public static Bounds GridSize { get; } = new(1, 1000);

    /// <summary>B.</summary>
    public static Bounds BoxesPerCell { get; } = new(1, 1000);

    /// <summary>C.</summary>
    public static Bounds ClassCount { get; } = new(1, 1 << 26);

    /// <summary>The sides and the stride of a window.</summary>
    public static Bounds Window { get; } = new(1, 1023);

    /// <summary>Rows of zeros along an edge.</summary>
    public static Bounds Padding { get; } = new(0, 1023);

    /// <summary>Output channels of a convolution.</summary>
    public static Bounds Filters { get; } = new(1, 1 << 20);

    /// <summary>Outputs of a fully connected layer, the grid's included.</summary>
    public static Bounds Outputs { get; } = new(1, 1 << 26);

    /// <summary>Pixels along a side of a crop, which ends at the input's.</summary>
    public static Bounds CropSide { get; } = new(1, int.MaxValue);

    public bool Hold(long value) => value >= Least && value <= Greatest;
}
