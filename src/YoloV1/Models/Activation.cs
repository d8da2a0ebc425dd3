namespace YoloV1.Models;

/// <summary>What a layer does to its sums.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    Linear,

    /// <summary>x where x is positive, 0.1 x elsewhere (the paper's equation 2).</summary>
    Leaky,

    /// <summary>x where x is positive, 0 elsewhere.</summary>
    Relu,

    /// <summary>1 / (1 + e^-x): what a Darknet layer does that names no activation.</summary>
    Logistic,

    /// <summary>1.1 x where x is positive, 0.1 x elsewhere: Darknet's first networks of 2015.</summary>
    Ramp,
}
