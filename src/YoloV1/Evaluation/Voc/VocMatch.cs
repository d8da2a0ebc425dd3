namespace YoloV1.Evaluation;

/// <summary>A detection, the object that it answers for, and what it counts as.</summary>
/// <param name="Detection">Its index in the set.</param>
/// <param name="Truth">The object's index in the set; -1 for none.</param>
/// <param name="Verdict">What it counts as.</param>
internal readonly record struct VocMatch(int Detection, int Truth, Verdict Verdict);
