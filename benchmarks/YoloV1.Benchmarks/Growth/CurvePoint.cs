namespace YoloV1.Benchmarks.Growth;

/// <summary>A place of a curve.</summary>
/// <param name="X">How large the case is.</param>
/// <param name="Y">What was measured.</param>
/// <param name="UnitCost">The cost of a unit of work.</param>
internal readonly record struct CurvePoint(double X, double Y, double UnitCost);
