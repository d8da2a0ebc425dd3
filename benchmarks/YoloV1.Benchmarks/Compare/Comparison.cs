namespace YoloV1.Benchmarks.Compare;

/// <summary>A row of the table: the product, and what it is held against.</summary>
/// <param name="Name">What <c>--only</c> finds it by.</param>
/// <param name="Ours">The product.</param>
/// <param name="Peers">The others; none for a figure that stands alone.</param>
internal sealed record Comparison(string Name, Side Ours, params Side[] Peers)
{
    /// <summary>Bytes to hold the product's peak memory against, in place of times.</summary>
    public Func<long>? Bytes { get; init; }
}
