namespace YoloV1.Models;

/// <summary>The activation function of a layer.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    Linear,

    /// <summary>x where x is positive, 0.1 x elsewhere (the paper's equation 2).</summary>
    Leaky,

    /// <summary>x where x is positive, 0 elsewhere.</summary>
    Relu,

    /// <summary>1 / (1 + e^-x), the default of Darknet layers.</summary>
    Logistic,

    /// <summary>1.1 x where x is positive, 0.1 x elsewhere: Darknet's first networks of 2015.</summary>
    Ramp,
}
