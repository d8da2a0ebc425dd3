namespace YoloV1.Evaluation;

/// <summary>Where a mean would lie on other pictures of the same kind.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct ConfidenceInterval(double Low, double High);
