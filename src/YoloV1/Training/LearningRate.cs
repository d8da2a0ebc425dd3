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
}
