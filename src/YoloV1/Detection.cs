namespace YoloV1;

/// <summary>An object that the network found.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="ClassId">What it is: an index into the model's <see cref="ClassNames"/>.</param>
/// <param name="Score">Box confidence times class probability, Pr(class) * IoU in the paper's equation 1.</param>
public readonly record struct Detection(Box Box, int ClassId, float Score);
