namespace YoloV1.Evaluation;

/// <summary>Rules for evaluating detections.</summary>
public interface IDetectionMetric
{
    /// <summary>What reports call these rules.</summary>
    string Name { get; }

    /// <summary>Evaluates detections against the ground truth.</summary>
    /// <remarks>A class without an object to find is left out of the means; one that was never detected counts as 0.</remarks>
    /// <param name="measured">Images, truths and detections.</param>
    /// <param name="bootstrap">How to find how far the means would swing on other images; null to leave it.</param>
    EvaluationReport Measure(MeasuredSet measured, Bootstrap? bootstrap = null);
}
