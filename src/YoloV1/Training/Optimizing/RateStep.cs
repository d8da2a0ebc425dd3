namespace YoloV1.Training;

/// <summary>
/// From a batch on, the learning rate is multiplied by a factor: one of <c>steps</c> and of <c>scales</c> in a Darknet cfg.
/// </summary>
/// <param name="Batch">The batch, counted from 1.</param>
/// <param name="Factor">Over 0.</param>
public readonly record struct RateStep(long Batch, double Factor)
{
    /// <summary>The steps of yolov1.cfg.</summary>
    public static IReadOnlyList<RateStep> YoloV1 { get; } = [new(200, 2.5), new(400, 2), new(600, 2), new(20_000, 0.1), new(30_000, 0.1)];

    /// <summary>The steps of yolov1-tiny.cfg.</summary>
    public static IReadOnlyList<RateStep> Tiny { get; } =
        [new(200, 2.5), new(400, 2), new(600, 2), new(800, 2), new(20_000, 0.1), new(30_000, 0.1)];

    /// <summary>Whether the batches rise, and each factor is over 0.</summary>
    internal static bool AreInOrder(IReadOnlyList<RateStep> steps) =>
        steps.All(step => step.Batch >= 0 && step.Factor > 0 && double.IsFinite(step.Factor))
        && steps.Zip(steps.Skip(1)).All(pair => pair.First.Batch < pair.Second.Batch);

    /// <summary><c>200:2.5</c>, as the command line writes it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Batch}:{Factor}");
}
