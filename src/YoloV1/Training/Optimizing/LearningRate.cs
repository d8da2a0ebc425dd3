namespace YoloV1.Training;

/// <summary>Learning rates as pure functions of how far the training is, 0 at its first step and 1 behind its last.</summary>
public static class LearningRate
{
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
    /// Darknet's steps: from each one's batch on, the rate is multiplied by its factor, and where it is highest it is the peak.
    /// </summary>
    /// <remarks>
    /// By yolov1.cfg's: a tenth of the peak, up in three steps at batches 200, 400 and 600, a tenth of it from 20,000 and a hundredth from
    /// 30,000 on.
    /// </remarks>
    /// <param name="batchesSeen">Batches seen with the one that the rate is for: 1 at the first. Darknet counts before it looks up.</param>
    /// <param name="peak">The highest rate, 0.005 in yolov1.cfg.</param>
    /// <param name="steps">In the order of their batches.</param>
    public static double Darknet(long batchesSeen, double peak, IReadOnlyList<RateStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var (product, highest, now) = (1.0, 1.0, 1.0);
        foreach (var step in steps)
        {
            product *= step.Factor;
            highest = Math.Max(highest, product);
            now = batchesSeen >= step.Batch ? product : now;
        }
        return peak * now / highest;
    }
}
