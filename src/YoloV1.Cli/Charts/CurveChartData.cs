namespace YoloV1.Cli.Charts;

/// <summary>The data of a <see cref="CurveChart"/>; both axes are shares, 0 to 1, or scores.</summary>
/// <param name="Title">What stands above the chart.</param>
/// <param name="X">The name of the horizontal axis.</param>
/// <param name="Y">The name of the vertical axis.</param>
/// <param name="Mean">The curve over all classes.</param>
/// <param name="Classes">The curve of each class.</param>
internal sealed record CurveChartData(
    string Title, string X, string Y, (string Name, IReadOnlyList<(double X, double Y)> Points) Mean,
    IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> Classes)
{
    /// <summary>A place on the horizontal axis to point out.</summary>
    public double? Mark { get; init; }
}
