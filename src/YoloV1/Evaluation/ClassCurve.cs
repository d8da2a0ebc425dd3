using YoloV1.Files;

namespace YoloV1.Evaluation;

/// <summary>Precision and recall of a class over the score from which detections are taken.</summary>
/// <param name="Name">The class.</param>
/// <param name="Truths">Objects to find; without any there are no points.</param>
/// <param name="Points">A point for each score at which precision or recall changes, scores falling.</param>
public sealed record ClassCurve(string Name, int Truths, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>The best precision at or above each of several evenly spaced recalls; average precision is their mean.</summary>
    /// <param name="steps">Steps from a recall of 0 to one of 1.</param>
    /// <returns>One value more than steps.</returns>
    public IReadOnlyList<double> Envelope(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var best = new double[steps + 1];
        var (precision, point) = (0.0, Points.Count - 1);
        for (var step = steps; step >= 0; step--)
        {
            while (point >= 0 && Points[point].Recall * steps >= step)
                precision = Math.Max(precision, Points[point--].Precision);
            best[step] = precision;
        }
        return best;
    }

    /// <summary>Precision and recall when detections from a score up are taken.</summary>
    public CurvePoint At(double score)
    {
        var (taken, end) = (0, Points.Count);
        while (taken < end)
        {
            var middle = (taken + end) / 2;
            if (Points[middle].Score >= score)
                taken = middle + 1;
            else
                end = middle;
        }
        return taken > 0 ? Points[taken - 1] : new(score, 0, 0);
    }

    /// <summary>The class, and how much the curve is made of: <c>cat: 12 objects, 30 points</c>.</summary>
    public override string ToString() => $"{Name}: {Printable.Count(Truths, "object")}, {Printable.Count(Points.Count, "point")}";
}
