namespace YoloV1.Models;

/// <summary>One row of a network, counted.</summary>
/// <param name="Name">A short description, such as "conv 3x3/1".</param>
/// <param name="Output">The shape that it gives.</param>
/// <param name="Parameters">Its trainable parameters.</param>
/// <param name="Flops">Its operations for one image: two for each multiplication with a weight.</param>
internal sealed record LayerSummary(string Name, FeatureMap Output, long Parameters, long Flops);
