namespace YoloV1.Data;

/// <summary>The data of a batch image other than its pixels.</summary>
/// <param name="Annotation">Its name, its size in the batch, and its boxes as they lie there.</param>
/// <param name="Lost">Objects that the target could not hold.</param>
/// <param name="Read">How long its images took to be read and decoded.</param>
/// <param name="Augment">How long everything else took.</param>
internal sealed record PreparedSample(Annotation Annotation, int Lost, TimeSpan Read, TimeSpan Augment);
