using YoloV1.Files;

namespace YoloV1.Evaluation;

/// <summary>An image with its objects and the detections on it from a score up, and what became of each.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Truths">Its objects; difficult ones count as found.</param>
/// <param name="Detections">The detections; those of difficult objects count as correct.</param>
internal sealed record JudgedImage(
    string Image, IReadOnlyList<(TruthBox Truth, bool Found)> Truths, IReadOnlyList<(ScoredBox Detection, bool Right)> Detections)
{
    /// <summary>Objects that were missed.</summary>
    public int Missed => Truths.Count(truth => !truth.Found);

    /// <summary>Detections that are wrong.</summary>
    public int Wrong => Detections.Count(found => !found.Right);

    /// <summary>Judges all images of a set by the rules of Pascal VOC.</summary>
    /// <param name="measured">Images, truths and detections.</param>
    /// <param name="score">The score from which detections are taken.</param>
    /// <param name="rules">What makes a detection right; null for an IoU over 0.5.</param>
    /// <returns>The images in the set's order.</returns>
    public static IReadOnlyList<JudgedImage> Of(MeasuredSet measured, double score, VocMetric? rules = null)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var matches = (rules ?? VocMetric.Voc10).Match(measured).SelectMany(ofClass => ofClass)
            .Where(match => measured.Detections[match.Detection].Score >= score).ToList();
        var found = matches.Where(match => match.Truth >= 0).Select(match => match.Truth).ToHashSet();
        var truthsOf = Enumerable.Range(0, measured.Truths.Count).ToLookup(i => measured.TruthImages[i]);
        var detectionsOf = matches.ToLookup(match => measured.DetectionImages[match.Detection]);
        return [.. measured.Images.Select((image, number) => new JudgedImage(
            image,
            [.. truthsOf[number].Select(i => (measured.Truths[i], measured.Truths[i].Difficult || found.Contains(i)))],
            [.. detectionsOf[number].Select(match => (measured.Detections[match.Detection], match.Verdict != Verdict.Wrong))]))];
    }

    /// <summary>The image with its errors: <c>a.jpg: 1 of 3 objects missed, 2 of 5 detections wrong</c>.</summary>
    public override string ToString()
    {
        var (objects, detections) = (Printable.Count(Truths.Count, "object"), Printable.Count(Detections.Count, "detection"));
        return FormattableString.Invariant($"{Image}: {Missed} of {objects} missed, {Wrong} of {detections} wrong");
    }
}
