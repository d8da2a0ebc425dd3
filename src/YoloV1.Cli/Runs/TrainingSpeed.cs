namespace YoloV1.Cli.Runs;

/// <summary>How fast a training is, in seconds.</summary>
/// <param name="Step">A step of the detector.</param>
/// <param name="StepsPerEpoch">Steps of one pass over the images.</param>
internal sealed record TrainingSpeed(double Step, int StepsPerEpoch)
{
    // Beyond as many the best epoch is found no better.
    private const int MostMeasurements = 40;

    /// <summary>Images of a step.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Seconds per step of the first stage, in which the convolutions learn objects; 0 without one.</summary>
    public double FirstStep { get; init; }

    /// <summary>Steps of the first stage where the time does not matter.</summary>
    public long FirstSteps { get; init; }

    /// <summary>Objects of such a step.</summary>
    public int FirstBatch { get; init; } = 1;

    /// <summary>A measurement.</summary>
    public double Measurement { get; init; }

    /// <summary>Epochs from one measurement to the next where there are few.</summary>
    public int MeasureEvery { get; init; } = 1;

    /// <summary>
    /// What fits into a time: the first stage as long as it is without a limit, but for at most half of the time; the detector in the rest.
    /// </summary>
    /// <exception cref="ArgumentException">Not even an epoch does.</exception>
    public Plan Divide(TimeSpan time)
    {
        var first = Math.Min(FirstStep * FirstSteps, time.TotalSeconds / 2);
        var left = time.TotalSeconds - first;
        var (epochs, every) = (Epochs(left, MeasureEvery), MeasureEvery);
        if (epochs > MostMeasurements * every)
        {
            every = (epochs + MostMeasurements - 1) / MostMeasurements;
            epochs = Epochs(left, every);
        }
        return epochs >= 1
            ? new(FirstStep > 0 ? (long)(first / FirstStep) : 0, epochs, every)
            : throw new ArgumentException(
                FormattableString.Invariant($"--minutes is too short: one pass over the images takes {Step * StepsPerEpoch / 60:0.0} ")
                + "of them here; give more, or --steps.");
    }

    /// <inheritdoc/>
    public override string ToString() => FirstStep > 0
        ? FormattableString.Invariant($"a step takes {Step:0.000} s, and {FirstStep:0.000} s in the first stage")
        : FormattableString.Invariant($"a step takes {Step:0.000} s");

    private int Epochs(double seconds, int every) =>
        (int)Math.Min(100_000, seconds / (Step * StepsPerEpoch + Measurement / every));

    /// <summary>The lengths of a training.</summary>
    /// <param name="FirstSteps">Steps of the first stage.</param>
    /// <param name="Epochs">Passes over the images.</param>
    /// <param name="MeasureEvery">Epochs from one measurement to the next.</param>
    internal sealed record Plan(long FirstSteps, int Epochs, int MeasureEvery)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            $"{(FirstSteps > 0 ? $"{FirstSteps} steps of the first stage, " : "")}{Epochs} epochs, measured every {MeasureEvery}";
    }
}
