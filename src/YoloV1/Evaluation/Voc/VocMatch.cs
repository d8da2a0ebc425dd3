namespace YoloV1.Evaluation;

/// <summary>A detection, the object it is matched to, and the verdict.</summary>
/// <param name="Detection">Its index in the set.</param>
/// <param name="Truth">The object's index in the set; -1 for none.</param>
/// <param name="Verdict">The verdict.</param>
internal readonly record struct VocMatch(int Detection, int Truth, Verdict Verdict);
