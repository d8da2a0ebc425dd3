namespace YoloV1.Evaluation;

/// <summary>Where a mean would lie on other images of the same kind.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    /// <summary>Both ends with four decimals: <c>0.6312 to 0.7834</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Low:0.0000} to {High:0.0000}");
}
