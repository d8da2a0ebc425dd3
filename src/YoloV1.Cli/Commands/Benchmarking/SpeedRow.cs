namespace YoloV1.Cli.Commands;

/// <summary>The measurement of one use in one precision.</summary>
/// <param name="What">"predict": pixels to detections; "train": a step, its images' preparation included.</param>
/// <param name="Precision">As <c>--precision</c> names it.</param>
/// <param name="Times">The runs; null where there were none.</param>
/// <param name="PeakBytes">The most memory that the process has had by then; null where nothing ran.</param>
/// <param name="Unavailable">Why nothing ran; null where it did.</param>
internal sealed record SpeedRow(string What, string Precision, RunTimes? Times, long? PeakBytes, string? Unavailable = null);
