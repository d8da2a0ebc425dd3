namespace YoloV1.Data;

/// <summary>What <see cref="DatasetCheck"/> looks at.</summary>
public sealed record DatasetCheckOptions
{
    /// <summary>The numbers of cells along a side for which lost objects are counted; 7 is the paper's, 14 the finest that is common.</summary>
    public IReadOnlyList<int> GridSizes { get; init; } = [7, 10, 14, 20, 28];

    /// <summary>Whether every image is decoded, which finds the broken ones and those that look the same.</summary>
    public bool ReadImages { get; init; } = true;
}
