namespace YoloV1.Cli.Commands;

/// <summary>How long the runs of something took.</summary>
/// <param name="Milliseconds">A time for each run; at least one.</param>
internal record RunTimes(IReadOnlyList<double> Milliseconds)
{
    /// <summary>The shortest run: the one that least else was mixed into.</summary>
    public double Least => Milliseconds.Min();

    /// <summary>The run in the middle.</summary>
    public double Median
    {
        get
        {
            double[] sorted = [.. Milliseconds.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}
