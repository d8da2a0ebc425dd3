namespace YoloV1.Evaluation;

/// <summary>The size ranges that COCO evaluates separately, in pixels; both ends belong to the range.</summary>
internal readonly record struct AreaRange(double Smallest, double Largest)
{
    /// <summary>All, small, medium and large objects.</summary>
    public static AreaRange[] All { get; } = [new(0, 1e10), new(0, 32 * 32), new(32 * 32, 96 * 96), new(96 * 96, 1e10)];

    public bool Holds(double area) => area >= Smallest && area <= Largest;
}
