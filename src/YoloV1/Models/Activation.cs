namespace YoloV1.Models;

/// <summary>What a layer does to its sums.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    Linear,

    /// <summary>x where x is positive, 0.1 x elsewhere (the paper's equation 2).</summary>
    Leaky,
}
