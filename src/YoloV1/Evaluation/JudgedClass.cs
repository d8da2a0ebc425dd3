namespace YoloV1.Evaluation;

/// <summary>The detections of a class by descending score, and what each counts as at each IoU threshold.</summary>
/// <remarks>
/// What a detection counts as depends on its own image alone. So images can be drawn again, some of them twice and some not at
/// all, and measured without matching anything a second time: <see cref="PrecisionMeter"/>.
/// </remarks>
internal sealed class JudgedClass
{
    /// <param name="images">The index of each detection's image.</param>
    /// <param name="scores">The score of each detection, falling.</param>
    /// <param name="verdicts">What each detection counts as: [threshold][detection].</param>
    /// <param name="truthImages">The index of the image of each object to find.</param>
    public JudgedClass(int[] images, double[] scores, Verdict[][] verdicts, int[] truthImages)
    {
        (Images, Scores, Verdicts, TruthImages) = (images, scores, verdicts, truthImages);
        Steps = [.. verdicts.Select(row => Enumerable.Range(0, row.Length).Where(i => row[i] != Verdict.Wrong).ToArray())];
    }

    public int[] Images { get; }

    public double[] Scores { get; }

    public Verdict[][] Verdicts { get; }

    public int[] TruthImages { get; }

    /// <summary>The indices of the detections that are not wrong: [threshold][step]. Only there does a curve rise, or count less.</summary>
    public int[][] Steps { get; }

    /// <summary>Objects to find.</summary>
    public int Countable => TruthImages.Length;

    /// <summary>The same without the detections that are passed over at every threshold.</summary>
    public JudgedClass WithoutPassedOver()
    {
        int[] kept = [.. Enumerable.Range(0, Images.Length).Where(i => Verdicts.Any(row => row[i] != Verdict.PassedOver))];
        return kept.Length == Images.Length ? this : new(
            [.. kept.Select(i => Images[i])],
            [.. kept.Select(i => Scores[i])],
            [.. Verdicts.Select(row => Array.ConvertAll(kept, i => row[i]))],
            TruthImages);
    }
}
