namespace YoloV1.Training;

/// <summary>Learning rates as pure functions of how far the training is, 0 at its first step and 1 behind its last.</summary>
public static class LearningRate
{
    // yolov1.cfg: from these batches on, the rate is multiplied by these factors.
    private static readonly (long Batch, double Factor)[] DarknetSteps = [(200, 2.5), (400, 2), (600, 2), (20_000, 0.1), (30_000, 0.1)];

    /// <summary>
    /// The paper's steps: from a tenth of the peak up to it during the warm-up, the peak until 75 of 135 epochs, a tenth of it until 105,
    /// a hundredth of it to the end.
    /// </summary>
    public static double Steps(double progress, double peak, double warmup)
    {
        if (progress < warmup)
            return peak * (0.1 + 0.9 * progress / warmup);
        return progress < 75.0 / 135 ? peak : progress < 105.0 / 135 ? peak / 10 : peak / 100;
    }

    /// <summary>From a tenth of the peak up to it during the warm-up, then down half a cosine to a hundredth of it.</summary>
    public static double Cosine(double progress, double peak, double warmup)
    {
        if (progress < warmup)
            return peak * (0.1 + 0.9 * progress / warmup);
        var fall = (1 + Math.Cos(Math.PI * (progress - warmup) / (1 - warmup))) / 2;
        return peak * (0.01 + 0.99 * fall);
    }

    /// <summary>
    /// The steps of Darknet's yolov1.cfg: a tenth of the peak, then up in three steps at batches 200, 400 and 600 (a quarter, a half, the
    /// whole), a tenth of it from batch 20,000 on and a hundredth from 30,000 on.
    /// </summary>
    /// <param name="batchesSeen">Batches seen with the one that the rate is for: 1 at the first. Darknet counts before it looks up.</param>
    /// <param name="peak">The highest rate, 0.005 in yolov1.cfg.</param>
    public static double Darknet(long batchesSeen, double peak) =>
        DarknetSteps.Where(step => batchesSeen >= step.Batch).Aggregate(peak / 10, (rate, step) => rate * step.Factor);
}
