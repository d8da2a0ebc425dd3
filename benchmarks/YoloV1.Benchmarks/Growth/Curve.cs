namespace YoloV1.Benchmarks.Growth;

/// <summary>A cost as something grows.</summary>
/// <param name="Name">What <c>--only</c> finds it by, and its image's name.</param>
/// <param name="X">What grows.</param>
/// <param name="Y">What is measured.</param>
/// <param name="Unit">The cost of a unit of work: a curve without a surprise has the same at all places, or less as it grows.</param>
/// <param name="Measure">Y and the cost of a unit at each X, in rising order of X.</param>
internal sealed record Curve(string Name, string X, string Y, string Unit, Func<IEnumerable<CurvePoint>> Measure)
{
    /// <summary>Whether both axes are drawn by their powers of ten.</summary>
    public bool Logarithmic { get; init; }
}
