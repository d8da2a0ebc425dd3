namespace YoloV1.Evaluation;

/// <summary>Precision and recall of the detections from a score up.</summary>
/// <param name="Score">The score.</param>
/// <param name="Recall">The part of the objects that they find, 0 to 1.</param>
/// <param name="Precision">The part of them that is right, 0 to 1; 0 when there are none.</param>
public readonly record struct CurvePoint(double Score, double Recall, double Precision)
{
    /// <summary>The harmonic mean of precision and recall.</summary>
    public double F1 => Recall + Precision > 0 ? 2 * Recall * Precision / (Recall + Precision) : 0;
}
